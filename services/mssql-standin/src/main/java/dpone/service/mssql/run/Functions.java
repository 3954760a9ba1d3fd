package dpone.service.mssql.run;

import dpone.service.mssql.parse.Expr;
import dpone.service.mssql.parse.SqlError;
import dpone.service.mssql.store.Spaces;
import dpone.service.mssql.value.Convert;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The server's functions. */
final class Functions {
  private static final SqlType TEXT = SqlType.max(Kind.NVARCHAR);
  private static final SqlType NAME = SqlType.units(Kind.NVARCHAR, 128);
  private static final SqlType INT = SqlType.of(Kind.INT);

  private Functions() {}

  static Typed of(Compiler compiler, Context context, Expr.Call call) {
    List<Expr> given = call.arguments();
    return switch (call.name()) {
      case "COALESCE" -> {
        List<Typed> values = Compiler.common(given.stream().map(compiler::value).toList());
        yield Typed.of(
            values.getFirst().type(),
            frame ->
                values.stream()
                    .map(v -> v.at(frame))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null));
      }
      case "ISNULL" -> {
        Typed value = compiler.value(given.get(0));
        Typed instead = compiler.value(given.get(1)).as(value.type());
        yield Typed.of(
            value.type(),
            frame -> {
              Object found = value.at(frame);
              return found == null ? instead.at(frame) : found;
            });
      }
      case "CONCAT" -> {
        List<Typed> parts = texts(compiler, given);
        yield Typed.of(TEXT, frame -> joined(parts, "", frame));
      }
      case "CONCAT_WS" -> {
        Typed between = compiler.value(given.getFirst()).as(TEXT);
        List<Typed> parts = texts(compiler, given.subList(1, given.size()));
        yield Typed.of(TEXT, frame -> joined(parts, String.valueOf(between.at(frame)), frame));
      }
      case "DATEDIFF", "DATEDIFF_BIG" -> Dates.difference(compiler, call);
      case "DATEADD" -> Dates.sum(compiler, call);
      case "DATEPART" -> Dates.part(compiler, call);
      case "SWITCHOFFSET" -> Dates.switched(compiler, call);
      case "TODATETIMEOFFSET" -> Dates.offset(compiler, call);
      case "SUBSTRING" -> substring(compiler, given);
      case "GETDATE" -> {
        SqlType type = SqlType.of(Kind.DATETIME);
        yield Typed.of(
            type,
            frame -> Convert.cast(context.now(), SqlType.temporal(Kind.DATETIME2, 7), type, 0));
      }
      case "SYSUTCDATETIME" ->
          Typed.of(SqlType.temporal(Kind.DATETIME2, 7), frame -> context.now());
      case "LEN" -> {
        Typed text = compiler.value(given.getFirst()).as(TEXT);
        yield Typed.of(
            INT,
            frame -> {
              Object value = text.at(frame);
              return value == null ? null : ((String) value).replaceFirst(" +$", "").length();
            });
      }
      case "DATALENGTH" -> {
        Typed bytes = compiler.value(given.getFirst()).as(SqlType.max(Kind.VARBINARY));
        yield Typed.of(
            INT,
            frame -> {
              Object value = bytes.at(frame);
              return value == null ? null : ((byte[]) value).length;
            });
      }
      case "REPLICATE" -> {
        Typed text = compiler.value(given.get(0)).as(TEXT);
        Typed times = compiler.value(given.get(1)).as(INT);
        yield Typed.of(
            TEXT,
            frame -> {
              Object value = text.at(frame);
              Object count = times.at(frame);
              return value == null || count == null
                  ? null
                  : ((String) value).repeat((Integer) count);
            });
      }
      case "GEOMETRY::STGEOMFROMWKB", "GEOGRAPHY::STGEOMFROMWKB" -> {
        Typed bytes = compiler.value(given.getFirst());
        String type = call.name().substring(0, call.name().indexOf(':'));
        yield Typed.of(SqlType.udt(type.toLowerCase(Locale.ROOT)), bytes.eval());
      }
      default -> ofServer(compiler, context, call);
    };
  }

  private static Typed ofServer(Compiler compiler, Context context, Expr.Call call) {
    List<Expr> given = call.arguments();
    return switch (call.name()) {
      case "OBJECT_ID" -> {
        Typed name = compiler.value(given.getFirst()).as(TEXT);
        yield Typed.of(
            INT,
            frame -> {
              Object text = name.at(frame);
              return text == null ? null : context.work().objectId((String) text);
            });
      }
      case "$PARTITION" -> partition(compiler, context, given);
      case "SCHEMA_ID" -> {
        Typed name = compiler.value(given.getFirst()).as(TEXT);
        yield Typed.of(
            INT,
            frame -> {
              Object text = name.at(frame);
              return text == null
                  ? null
                  : context
                      .transaction()
                      .schema((String) text)
                      .map(SysTables::schemaId)
                      .orElse(null);
            });
      }
      case "SCHEMA_NAME" -> Typed.of(NAME, frame -> "dbo");
      case "USER_NAME" -> Typed.of(NAME, frame -> context.work().user());
      case "IS_ROLEMEMBER" -> {
        Typed role = compiler.value(given.getFirst()).as(TEXT);
        yield Typed.of(
            INT,
            frame ->
                String.valueOf(role.at(frame)).equalsIgnoreCase("db_owner")
                    ? context.work().owns() ? 1 : 0
                    : null);
      }
      case "DB_ID" -> Typed.of(INT, frame -> SysTables.DATABASE_ID);
      case "DB_NAME" -> Typed.of(NAME, frame -> context.transaction().store().name());
      case "TYPE_NAME" -> {
        Typed id = compiler.value(given.getFirst()).as(INT);
        yield Typed.of(
            NAME,
            frame -> {
              Object number = id.at(frame);
              return number == null ? null : SysTables.typeName((Integer) number);
            });
      }
      case "SERVERPROPERTY" -> {
        Typed name = compiler.value(given.getFirst()).as(TEXT);
        yield Typed.of(
            NAME,
            frame ->
                switch (String.valueOf(name.at(frame))) {
                  case "ServerName" -> "standin";
                  case "Edition" -> Engine.NAME;
                  case "EngineEdition" -> "3";
                  case "ProductVersion" -> "16.0.0.0";
                  default -> null;
                });
      }
      case "ROWCOUNT_BIG" -> Typed.of(SqlType.of(Kind.BIGINT), frame -> context.work().lastCount());
      case "MIN_ACTIVE_ROWVERSION" ->
          Typed.of(
              SqlType.bytes(Kind.BINARY, 8),
              frame ->
                  ByteBuffer.allocate(8)
                      .putLong(context.transaction().store().leastActiveVersion())
                      .array());
      case "SYS.FN_CDC_GET_MAX_LSN",
          "SYS.FN_CDC_GET_MIN_LSN",
          "SYS.FN_CDC_MAP_LSN_TO_TIME",
          "CHANGE_TRACKING_CURRENT_VERSION",
          "CHANGE_TRACKING_MIN_VALID_VERSION" ->
          CaptureFunctions.of(compiler, context, call);
      default ->
          throw new SqlError(
              195, 15, "'" + call.name() + "' is not a recognized built-in function name.");
    };
  }

  private static Typed partition(Compiler compiler, Context context, List<Expr> given) {
    String name =
        given.getFirst() instanceof Expr.Literal literal ? String.valueOf(literal.value()) : "";
    Spaces.Function function =
        context
            .transaction()
            .spaces()
            .function(name)
            .orElseThrow(() -> Sources.missing(List.of(name)));
    Typed of = compiler.value(given.get(1)).as(function.type());
    return Typed.of(INT, frame -> function.partition(of.at(frame)));
  }

  private static Typed substring(Compiler compiler, List<Expr> given) {
    Typed whole = compiler.value(given.get(0));
    boolean bytes = whole.type().kind() == Kind.VARBINARY || whole.type().kind() == Kind.BINARY;
    Typed of = whole.as(bytes ? SqlType.max(Kind.VARBINARY) : TEXT);
    Typed from = compiler.value(given.get(1)).as(INT);
    Typed length = compiler.value(given.get(2)).as(INT);
    return Typed.of(
        of.type(),
        frame -> {
          Object value = of.at(frame);
          Object first = from.at(frame);
          Object count = length.at(frame);
          if (value == null || first == null || count == null) {
            return null;
          }
          int size = value instanceof byte[] raw ? raw.length : ((String) value).length();
          int begin = Math.min(size, Math.max(0, (Integer) first - 1));
          int end = Math.min(size, Math.max(begin, (Integer) first - 1 + (Integer) count));
          return value instanceof byte[] raw
              ? Arrays.copyOfRange(raw, begin, end)
              : ((String) value).substring(begin, end);
        });
  }

  private static List<Typed> texts(Compiler compiler, List<Expr> given) {
    return given.stream()
        .map(compiler::value)
        .map(value -> Typed.of(TEXT, frame -> Convert.cast(value.at(frame), value.type(), TEXT, 0)))
        .toList();
  }

  private static String joined(List<Typed> parts, String between, Frame frame) {
    return String.join(
        between,
        parts.stream()
            .map(part -> part.at(frame))
            .filter(Objects::nonNull)
            .map(String::valueOf)
            .toList());
  }
}
