/** The Kafka connector: bounded source, transactional sink and state store. */
module dpone.connector.kafka {
  requires dpone.spi;
  requires dpone.toolkit.format;
  requires dpone.toolkit.payload;
  requires java.net.http;
  requires java.security.sasl;

  provides dpone.spi.Connector with
      dpone.connector.kafka.KafkaConnector;
}
