/** Runs pipelines: discovery, manifests, planning, execution, the commit protocol, state. */
@SuppressWarnings("requires-transitive-automatic") // Micrometer's registry is part of the API
module dpone.runtime {
  requires transitive dpone.spi;
  requires static transitive org.jspecify;
  requires com.fasterxml.jackson.annotation;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires com.google.common;
  requires com.google.guice;
  requires jakarta.inject;
  requires io.github.resilience4j.core;
  requires io.github.resilience4j.retry;
  requires transitive micrometer.core;
  requires org.slf4j;
  requires org.yaml.snakeyaml;
  // Not used here: drivers live on a class path, which adds no module to the boot layer.
  requires java.compiler;
  requires java.logging;
  requires java.management;
  requires java.naming;
  requires java.net.http;
  requires java.security.jgss;
  requires java.security.sasl;
  requires java.sql;
  requires jdk.jfr;
  requires jdk.management;
  requires jdk.net;
  requires jdk.unsupported;

  uses dpone.runtime.credential.SecretSource;
  uses dpone.spi.Connector;

  exports dpone.runtime;
  exports dpone.runtime.change;
  exports dpone.runtime.credential;
  exports dpone.runtime.discovery;
  exports dpone.runtime.json;
  exports dpone.runtime.manifest;
  exports dpone.runtime.observe;
  exports dpone.runtime.plan;
  exports dpone.runtime.receipt;
  exports dpone.runtime.retry;
  exports dpone.runtime.service;
  exports dpone.runtime.state;
  exports dpone.runtime.verify;

  opens dpone.runtime to
      com.google.guice;
  opens dpone.runtime.state to
      com.fasterxml.jackson.databind;
}
