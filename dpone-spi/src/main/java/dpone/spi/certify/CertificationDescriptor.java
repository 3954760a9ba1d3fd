package dpone.spi.certify;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import java.util.List;
import java.util.Set;

/**
 * What a connector declares about its own certification.
 *
 * @param claimed the level it claims; evidence decides
 * @param profiles profiles it has tests for
 * @param services names of the disposable services its integration profile needs
 * @param docsPage path of its documentation page in the repository, such as {@code
 *     docs/connectors/postgres.md}; for a connector from elsewhere an address
 * @param limitations known limitations, one sentence each
 * @param apis versions of a vendor's APIs that it speaks; empty where the system itself tells its
 *     version
 */
@Rule(
    id = "CERT-1",
    value = "A descriptor claims, evidence proves; the lower of the two is the level.")
@Rule(
    id = "CERT-2",
    value =
        "A capability that is declared is proven; one that is not declared is refused with the code"
            + " UNSUPPORTED and says which role or mode is missing.")
@Api(status = Api.Status.STABLE, since = "1.0")
public record CertificationDescriptor(
    Level claimed,
    Set<Profile> profiles,
    List<String> services,
    String docsPage,
    List<String> limitations,
    List<ApiVersion> apis) {
  /** Copies the collections. */
  public CertificationDescriptor {
    profiles = Set.copyOf(profiles);
    services = List.copyOf(services);
    limitations = List.copyOf(limitations);
    apis = List.copyOf(apis);
  }

  /** Of a connector whose system tells its version itself. */
  public CertificationDescriptor(
      Level claimed,
      Set<Profile> profiles,
      List<String> services,
      String docsPage,
      List<String> limitations) {
    this(claimed, profiles, services, docsPage, limitations, List.of());
  }
}
