package dpone.runtime.plan;

import dpone.runtime.manifest.StreamSpec;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.source.ReadMode;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is going to happen to one scope: one stream, or several that share a position.
 *
 * @param scope name of the scope
 * @param streams its streams, in the order of the request
 * @param request what the sink was asked for
 * @param load what the sink is going to do
 * @param mode how much is read
 * @param commitClass what is promised, the state store taken into account
 * @param before what comes first: the streams that are read whole before their changes are; null if
 *     there are none
 */
public record ScopePlan(
    String scope,
    List<PlannedStream> streams,
    LoadRequest request,
    LoadPlan load,
    ReadMode mode,
    CommitClass commitClass,
    @Nullable ScopePlan before) {
  /** Copies the list. */
  public ScopePlan {
    streams = List.copyOf(streams);
  }

  /** A plan of streams with what source and sink say about each, all in one order. */
  public static ScopePlan of(
      List<StreamSpec> specs,
      List<StreamInfo> infos,
      LoadRequest request,
      LoadPlan load,
      ReadMode mode,
      CommitClass commitClass) {
    List<PlannedStream> streams = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      streams.add(new PlannedStream(specs.get(i), infos.get(i), load.streams().get(i)));
    }
    return new ScopePlan(request.scope(), streams, request, load, mode, commitClass, null);
  }

  /** The same plan with what the sink says now. */
  public ScopePlan withLoad(LoadPlan now) {
    List<PlannedStream> planned = new ArrayList<>();
    for (int i = 0; i < streams.size(); i++) {
      PlannedStream stream = streams.get(i);
      planned.add(new PlannedStream(stream.spec(), stream.info(), now.streams().get(i)));
    }
    return new ScopePlan(scope, planned, request, now, mode, commitClass, before);
  }

  /** The same plan after another one. */
  ScopePlan after(@Nullable ScopePlan first) {
    return new ScopePlan(scope, streams, request, load, mode, commitClass, first);
  }

  /** What is asked of the source, whatever the position, in the order of the streams. */
  public List<StreamRead> reads() {
    return streams.stream().map(stream -> stream.read(mode)).toList();
  }

  /** The same plan with what the source says about how it is going to read. */
  ScopePlan explained(Function<StreamRead, List<String>> source) {
    List<PlannedStream> explained =
        streams.stream().map(s -> s.withNotes(source.apply(s.read(mode)))).toList();
    return new ScopePlan(scope, explained, request, load, mode, commitClass, before);
  }

  /** What comes first. */
  public Optional<ScopePlan> first() {
    return Optional.ofNullable(before);
  }

  /** The names of its streams. */
  public List<String> names() {
    return streams.stream().map(PlannedStream::name).toList();
  }
}
