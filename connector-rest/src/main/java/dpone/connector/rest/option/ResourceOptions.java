package dpone.connector.rest.option;

import dpone.spi.option.Option;
import dpone.spi.option.OptionType;
import java.util.ArrayList;
import java.util.List;

/**
 * What a stream and a parent have in common: how it is asked for, and what its answers look like.
 */
public final class ResourceOptions {
  public static final String PATH = "path";
  public static final String METHOD = "method";
  public static final String PARAMS = "params";
  public static final String HEADERS = "headers";
  public static final String BODY = "body";
  public static final String CONTENT_TYPE = "content_type";
  public static final String REPEATABLE = "repeatable";
  public static final String FORMAT = "format";
  public static final String RECORDS_PATH = "records_path";
  public static final String ENTRIES = "entries";
  public static final String EXPLODE = "explode";
  public static final String CSV = "csv";
  public static final String DELIMITER = "delimiter";
  public static final String QUOTE = "quote";
  public static final String CHARSET = "charset";
  public static final String HEADER = "header";
  public static final String NULL_TEXTS = "null_texts";
  public static final String PAGINATION = "pagination";
  public static final String VALUES = "values";
  public static final String VARIABLE = "variable";
  public static final String PARENT = "parent";
  public static final String VARIABLES = "variables";

  /** How many parents a stream has, one inside of the other. */
  private static final int DEEPEST = 3;

  private ResourceOptions() {}

  /** The options of a stream that a parent has, too. */
  public static List<Option> all() {
    return all(DEEPEST);
  }

  private static List<Option> all(int parents) {
    List<Option> options = new ArrayList<>(request());
    options.addAll(format());
    options.add(SchemaOptions.groups());
    options.add(PaginationOptions.group(PAGINATION));
    options.add(
        Option.groups(
            VALUES,
            "The request is made once for each value; several groups for each combination.",
            Option.of(VARIABLE, OptionType.STRING, "Name of the variable.")
                .require()
                .example("region"),
            Option.of(VALUES, OptionType.STRING_LIST, "Its values.").example("[eu, us]")));
    if (parents > 0) {
      options.add(parent(parents - 1));
    }
    return options;
  }

  private static Option parent(int deeper) {
    List<Option> fields = new ArrayList<>(all(deeper));
    fields.add(
        Option.of(
                VARIABLES,
                OptionType.STRING_MAP,
                "Variables of the child's request, each with the parent's column that it takes its"
                    + " value from.")
            .require()
            .example("{ customer_id: id }"));
    return Option.group(
        PARENT,
        "Another resource: the request is made once for each of its records.",
        fields.toArray(Option[]::new));
  }

  private static List<Option> request() {
    return List.of(
        Option.of(
                PATH,
                OptionType.STRING,
                "Path below connection.url. In it, in params, headers and body, {name} is replaced"
                    + " by the variable of that name, and {name:FORM} shows a time in a form: iso,"
                    + " unix, unix_ms or a pattern.")
            .example("customers/{customer_id}/orders")
            .defaultsTo(""),
        Option.of(METHOD, OptionType.STRING, "Method of the request.")
            .oneOf("GET", "POST", "PUT", "PATCH")
            .defaultsTo("GET"),
        Option.of(
            PARAMS,
            OptionType.STRING_MAP,
            "Parameters of the query; one whose variable has no value is left out."),
        Option.of(
            HEADERS,
            OptionType.STRING_MAP,
            "Headers of the request; one whose variable has no value is left out."),
        Option.of(
                BODY,
                OptionType.STRING,
                "Body of the request; values of variables are escaped for JSON strings.")
            .example("{\"since\": \"{since}\", \"page\": \"{page}\"}"),
        Option.of(
                CONTENT_TYPE, OptionType.STRING, "Type of the body; application/json if left out.")
            .example("application/x-www-form-urlencoded"),
        Option.of(
            REPEATABLE,
            OptionType.BOOLEAN,
            "Whether the request may be sent again after a failure; true for GET, and false for"
                + " other methods if left out: set it where they only ask."));
  }

  private static List<Option> format() {
    return List.of(
        Option.of(FORMAT, OptionType.STRING, "What the answers are written in.")
            .oneOf("json", "jsonl", "csv", "xml")
            .defaultsTo("json"),
        Option.of(
                RECORDS_PATH,
                OptionType.STRING,
                "Where the records are. json: a JSON Pointer such as /data/items, or a JSONPath of"
                    + " names and wildcards; the document itself if left out. xml: path of the"
                    + " elements, needed.")
            .example("$.data.items[*]"),
        Option.of(
                ENTRIES,
                OptionType.BOOLEAN,
                "json: the members of the object at records_path are the records, with the columns"
                    + " key and value.")
            .defaultsTo("false"),
        Option.of(
                EXPLODE,
                OptionType.STRING,
                "json: path inside of each record of its children, which are then the rows; columns"
                    + " of: outer keep the record around them.")
            .example("/lines"),
        Option.group(
            CSV,
            "How text with delimiters is written.",
            Option.of(DELIMITER, OptionType.STRING, "Character between two fields; , if left out.")
                .example(";"),
            Option.of(
                QUOTE,
                OptionType.STRING,
                "Character around a field, empty for none; \" if left out."),
            Option.of(
                    CHARSET,
                    OptionType.STRING,
                    "Charset of the text, where the answer names none; utf-8 if left out.")
                .example("windows-1251"),
            Option.of(
                HEADER,
                OptionType.BOOLEAN,
                "Whether the first record names the columns; true if left out."),
            Option.of(
                    NULL_TEXTS,
                    OptionType.STRING_LIST,
                    "Unquoted fields that mean null; an empty one if left out.")
                .example("['', 'N/A']")));
  }
}
