package dpone.connector.bigquery.load;

/**
 * The objects of a stream's stage.
 *
 * @param folder what the names of the bucket's stages begin with; empty, or with a slash at its end
 * @param owner the scope that the stage is of, which begins the names of its objects
 * @param stage what the names of this stage's objects begin with, after folder and owner
 */
public record StageObjects(String folder, String owner, String stage) {
  /** Of a stage that has none. */
  public static final StageObjects NONE = new StageObjects("", "", "");

  /** The object of one try of one split. */
  String name(int ordinal, int attempt, String ending) {
    return folder + owner + stage + "_p" + ordinal + "_" + attempt + ending;
  }
}
