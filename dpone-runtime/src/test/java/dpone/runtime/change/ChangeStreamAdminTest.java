package dpone.runtime.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.runtime.manifest.StreamSpec;
import dpone.spi.cdc.ChangeAdmin;
import dpone.spi.cdc.ChangeHealth;
import dpone.spi.cdc.ChangeReader;
import dpone.spi.cdc.ChangeRequest;
import dpone.spi.cdc.ChangeScope;
import dpone.spi.cdc.ChangeSetup;
import dpone.spi.cdc.ChangeSource;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.Strategy;
import dpone.spi.source.ReadSession;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A source hears which streams are followed and how far they came, as far as that is known. */
@Tag("unit")
class ChangeStreamAdminTest {
  private static final Position REACHED = new Position(Payload.empty("log", "place"), "place 7");
  private static final ChangeHealth HEALTH =
      new ChangeHealth("log", false, "kept", "", -1, -1, -1, List.of("late"));

  private final Map<Class<?>, Object> powers = new HashMap<>();
  private @Nullable Position heard;
  private List<String> streams = List.of();
  private boolean closed;

  private ChangeStreamAdmin admin(Supplier<Optional<Position>> stored) {
    StreamSpec orders =
        new StreamSpec(
            StreamSelection.all("orders"),
            "orders",
            new Strategy(LoadMode.CDC_APPLY, List.of("id"), Map.of()),
            Place.stream("orders"));
    return new ChangeStreamAdmin(
        new Powers(), "log", "shop", List.of(orders), stored, () -> closed = true);
  }

  private void offer() {
    powers.put(
        ChangeAdmin.class,
        new ChangeAdmin() {
          @Override
          public Optional<ChangeHealth> health(ChangeScope scope) {
            throw new AssertionError("asked without a position");
          }

          @Override
          public Optional<ChangeHealth> health(
              ChangeScope scope, List<String> followed, @Nullable Position reached) {
            heard = reached;
            streams = followed;
            return Optional.of(HEALTH);
          }

          @Override
          public List<String> drop(ChangeScope scope) {
            return List.of(scope.toString());
          }
        });
    powers.put(
        ChangeSetup.class,
        (ChangeSetup)
            request -> {
              heard = request.from();
              streams =
                  request.streams().stream().map(f -> f.selection().name() + f.key()).toList();
              return List.of(new ChangeSetup.Step("why", "RUN"));
            });
  }

  private static Optional<Position> away() {
    throw DponeException.of(ErrorCategory.TRANSIENT, "STATE_AWAY", "the store is away").build();
  }

  @Test
  void theStoredPositionIsHandedOn() {
    offer();
    try (ChangeStreamAdmin admin = admin(() -> Optional.of(REACHED))) {
      assertThat(admin.health()).contains(HEALTH);
      assertThat(heard).isEqualTo(REACHED);
      assertThat(streams).containsExactly("orders");
      heard = null;
      assertThat(admin.setup().notes()).isEmpty();
      assertThat(heard).isEqualTo(REACHED);
      assertThat(streams).containsExactly("orders[id]");
      assertThat(admin.drop()).containsExactly("shop/(changes)");
    }
    assertThat(closed).isTrue();
  }

  /** The source can be looked at all the same, and what is not known is said. */
  @Test
  void aStateThatCannotBeReadIsSaidAndNotInTheWay() {
    offer();
    try (ChangeStreamAdmin admin = admin(ChangeStreamAdminTest::away)) {
      assertThat(admin.health().orElseThrow().warnings()).hasSize(2).first().isEqualTo("late");
      assertThat(admin.health().orElseThrow().warnings().getLast())
          .contains("the stored position cannot be read", "the store is away");
      ChangeStreamAdmin.Setup setup = admin.setup();
      assertThat(heard).isNull();
      assertThat(setup.steps()).hasSize(1);
      assertThat(setup.notes()).singleElement().asString().contains("the store is away");
    }
  }

  @Test
  void aSourceThatCannotTellIsRefused() {
    try (ChangeStreamAdmin admin = admin(Optional::empty)) {
      for (Runnable asked : List.<Runnable>of(admin::health, admin::setup, admin::drop)) {
        assertThatThrownBy(asked::run)
            .isInstanceOfSatisfying(
                DponeException.class, e -> assertThat(e.code()).isEqualTo("UNSUPPORTED"));
      }
    }
  }

  private final class Powers implements ChangeSource {
    @Override
    public StreamInfo describe(StreamSelection selection, List<String> key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<String> uncovered(@Nullable Position position, List<String> names) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ReadSession snapshot(ChangeRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ChangeReader changes(ChangeRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void confirm(ChangeScope scope, Position position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<T> capability(Class<T> type) {
      return Optional.ofNullable(powers.get(type)).map(type::cast);
    }

    @Override
    public void close() {}
  }
}
