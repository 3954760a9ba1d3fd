# Sourced by the Kafka benchmarks, after common.sh: a broker of their own, Kafka's own tools, a filled topic.

kafka_server() {
  service_start kafka
  ask kafka '{"op":"open"}'
  servers=$(field bootstrap_servers)
  registry=-
}
registry_server() {
  service_start schema-registry
  ask schema-registry '{"op":"open"}'
  registry=$(field url)
}
kafka_machine() { echo "broker    Apache Kafka $(ask kafka '{"op":"open"}'; field version)"; }
tool() { "$JDK_HOME/bin/java" -Xmx256m --enable-native-access=ALL-UNNAMED -cp "$classes" "$@"; }
# fill TOPIC json|avro ROWS: orders, in two partitions.
fill() { tool Fill "$servers" "$registry" "$1" "$2" "$3" 2; }
kafka_yaml() {
  echo "{ bootstrap_servers: \"$servers\"$([ "$registry" = - ] || echo ", schema_registry: { url: \"$registry\" }") }"
}
# What of an order is a column, for JSON.
order_columns() {
  cat <<YAML
          - { name: id, type: int64, nullable: false }
          - { name: customer, type: int32 }
          - { name: kind, type: string }
          - { name: amount, type: "decimal(12,2)" }
          - { name: paid, type: bool }
          - { name: created, type: "timestamptz(3)" }
          - { name: note, type: string }
YAML
}
