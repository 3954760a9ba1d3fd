package dpone.runtime;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dpone.runtime.connect.Connections;
import dpone.runtime.credential.Redactor;
import dpone.runtime.credential.SecretResolver;
import dpone.runtime.discovery.ConnectorRegistry;
import dpone.runtime.discovery.DistLocator;
import dpone.runtime.manifest.ManifestReader;
import dpone.runtime.service.DevServices;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Wires one {@link Dpone}. */
final class DponeModule extends AbstractModule {
  private final Optional<Path> dist;
  private final List<Path> plugins;
  private final SecretResolver secrets;
  private final PipelineRunner.RunSettings settings;

  DponeModule(
      @Nullable Path dist,
      List<Path> plugins,
      SecretResolver secrets,
      PipelineRunner.RunSettings settings) {
    this.dist = DistLocator.find(dist);
    this.plugins = List.copyOf(plugins);
    this.secrets = secrets;
    this.settings = settings;
  }

  @Override
  protected void configure() {
    bind(SecretResolver.class).toInstance(secrets);
    bind(PipelineRunner.RunSettings.class).toInstance(settings);
    bind(PipelineRunner.class);
  }

  @Provides
  @Singleton
  Redactor redactor() {
    return new Redactor();
  }

  @Provides
  @Singleton
  ConnectorRegistry registry() {
    return ConnectorRegistry.load(dist.map(d -> d.resolve("connectors")).orElse(null), plugins);
  }

  @Provides
  @Singleton
  DevServices services() {
    return new DevServices(dist);
  }

  @Provides
  @Singleton
  Connections connections(ConnectorRegistry registry, DevServices services, Redactor redactor) {
    return new Connections(registry, services, redactor);
  }

  @Provides
  @Singleton
  ManifestReader manifests(ConnectorRegistry registry, SecretResolver resolver, Redactor redactor) {
    return new ManifestReader(id -> registry.require(id).descriptor(), resolver, redactor);
  }
}
