package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.acceptance.Postgres.Database;
import dpone.runtime.Dpone;
import dpone.runtime.credential.SecretResolver;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.receipt.RunReceipt;
import dpone.runtime.receipt.RunStatus;
import dpone.runtime.verify.Difference;
import dpone.runtime.verify.StreamVerdict;
import dpone.runtime.verify.VerifyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ends compared without the load path. */
@Tag("integration")
class VerifyTest {
  @TempDir Path folder;
  private Database source;
  private Database target;

  @BeforeEach
  void everyKindOfColumn() {
    source = Postgres.server().database();
    target = Postgres.server().database();
    source.execute(
        "create table things (id int, part text, n numeric, m numeric(10,2), f float8, b bool,"
            + " d date, t timestamptz, by bytea, j jsonb, u uuid, primary key (id, part))",
        "insert into things select i, 'p' || i % 3, i / 3.0, i, sqrt(i), i % 2 = 0,"
            + " date '2026-01-01' + i, now() + i * interval '1 hour', decode(md5(i::text), 'hex'),"
            + " jsonb_build_object('i', i), md5(i::text)::uuid from generate_series(1, 5000) i",
        "insert into things values (0, 'ÄÖ', 'NaN', null, '-0', null, 'infinity', '-infinity',"
            + " '', null, null)");
  }

  @Test
  void equalEndsVerifyAndEachKindOfDifferenceNamesItsKey() throws Exception {
    try (Dpone dpone = dpone()) {
      Manifest manifest = dpone.read(manifest("off")).getFirst();
      assertThat(dpone.run(manifest).succeeded()).isTrue();
      VerifyReport equal = dpone.verify(manifest, 20);
      assertThat(equal.equal()).as(equal.toJson()).isTrue();
      assertThat(equal.streams().getFirst().sourceRows()).isEqualTo(5001);
      assertThat(equal.streams().getFirst().columns()).isEqualTo(11);

      target.execute(
          "update landing.things set m = m + 0.01 where id = 17",
          "delete from landing.things where id = 18",
          "insert into landing.things (id, part) values (99999, 'x')");
      VerifyReport different = dpone.verify(manifest, 20);
      StreamVerdict verdict = different.streams().getFirst();
      assertThat(different.equal()).isFalse();
      assertThat(verdict.differences())
          .containsExactlyInAnyOrder(
              new Difference(Difference.Kind.CHANGED, "17,p2"),
              new Difference(Difference.Kind.MISSING_AT_TARGET, "18,p0"),
              new Difference(Difference.Kind.ONLY_AT_TARGET, "99999,x"));
    }
  }

  @Test
  void asAGateADifferenceFailsTheRun() throws Exception {
    try (Dpone dpone = dpone()) {
      Manifest manifest = dpone.read(manifest("after_commit")).getFirst();
      assertThat(dpone.run(manifest).succeeded()).isTrue();
      target.execute(
          "create or replace function spoil() returns trigger language plpgsql as"
              + " $$ begin new.m := 0; return new; end $$",
          "create trigger spoil before insert or update on landing.things for each row"
              + " execute function spoil()");
      RunReceipt receipt = dpone.run(manifest);
      assertThat(receipt.succeeded()).isFalse();
      assertThat(receipt.status()).isEqualTo(RunStatus.PARTIAL);
      assertThat(receipt.error().code()).isEqualTo("VERIFY_DIFFERENCE");
    }
  }

  private Dpone dpone() {
    return Dpone.builder()
        .dist(Dist.folder())
        .secrets(SecretResolver.of(Map.of("PG_PASSWORD", source.password())))
        .build();
  }

  private Path manifest(String verify) throws IOException {
    return Files.writeString(
        folder.resolve("things.yaml"),
        """
        name: things
        source:
          type: postgres
          connection: %s
          streams: [ { name: public.things } ]
        sink:
          type: postgres
          connection: %s
          table: landing.{stream}
          strategy: { mode: full_refresh }
        verify: "%s"
        """
            .formatted(source.yaml(), target.yaml(), verify));
  }
}
