package dpone.toolkit.http.export;

/** How far an export is. */
public enum ExportState {
  /** Not ready yet. */
  RUNNING,
  /** Ready to be downloaded. */
  READY,
  /** It could not be made. */
  FAILED,
  /** It was made and is gone. */
  EXPIRED
}
