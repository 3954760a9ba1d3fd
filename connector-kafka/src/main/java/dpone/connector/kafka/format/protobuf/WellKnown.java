package dpone.connector.kafka.format.protobuf;

import java.util.List;

/** Types that every .proto text may import without a reference. */
final class WellKnown {
  static final String TIMESTAMP = "google.protobuf.Timestamp";
  static final String DURATION = "google.protobuf.Duration";
  static final String STRUCT = "google.protobuf.Struct";
  static final String VALUE = "google.protobuf.Value";
  static final String LIST = "google.protobuf.ListValue";
  static final String DATE = "google.type.Date";

  static final List<String> FILES =
      List.of(
          """
          syntax = "proto3";
          package google.protobuf;
          message Timestamp { int64 seconds = 1; int32 nanos = 2; }
          message Duration { int64 seconds = 1; int32 nanos = 2; }
          message Empty {}
          message Any { string type_url = 1; bytes value = 2; }
          message FieldMask { repeated string paths = 1; }
          message DoubleValue { double value = 1; }
          message FloatValue { float value = 1; }
          message Int64Value { int64 value = 1; }
          message UInt64Value { uint64 value = 1; }
          message Int32Value { int32 value = 1; }
          message UInt32Value { uint32 value = 1; }
          message BoolValue { bool value = 1; }
          message StringValue { string value = 1; }
          message BytesValue { bytes value = 1; }
          message Struct { map<string, Value> fields = 1; }
          message ListValue { repeated Value values = 1; }
          enum NullValue { NULL_VALUE = 0; }
          message Value {
            oneof kind {
              NullValue null_value = 1;
              double number_value = 2;
              string string_value = 3;
              bool bool_value = 4;
              Struct struct_value = 5;
              ListValue list_value = 6;
            }
          }
          """,
          """
          syntax = "proto3";
          package google.type;
          message Date { int32 year = 1; int32 month = 2; int32 day = 3; }
          """);

  private WellKnown() {}

  /** Whether it is a scalar with presence. */
  static boolean isWrapper(ProtoMessage message) {
    return message.name.startsWith("google.protobuf.")
        && message.name.endsWith("Value")
        && !message.name.equals(VALUE)
        && !message.name.equals(LIST);
  }

  /** Whether it is JSON by another name. */
  static boolean isJson(ProtoMessage message) {
    return message.name.equals(STRUCT) || message.name.equals(VALUE) || message.name.equals(LIST);
  }
}
