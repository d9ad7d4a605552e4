package dev.dml.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the AWS SDK found credentials, in words: it says so by the codes of its user agent. */
final class CredentialSource {

  /** The names of {@code BusinessMetricFeatureId} in the SDK that begin with CREDENTIALS. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("f", "Java's system properties"),
          Map.entry("g", "environment variables"),
          Map.entry("h", "a web identity token that environment variables name"),
          Map.entry("i", "an assumed role"),
          Map.entry("k", "a role assumed by a web identity token"),
          Map.entry("n", "a profile"),
          Map.entry("o", "a profile with a source profile"),
          Map.entry("p", "a profile with a credential source"),
          Map.entry("q", "a profile with a web identity token"),
          Map.entry("r", "a profile of aws sso login"),
          Map.entry("s", "aws sso login"),
          Map.entry("t", "a profile of aws sso login"),
          Map.entry("u", "aws sso login"),
          Map.entry("v", "a profile with a credential process"),
          Map.entry("w", "a credential process"),
          Map.entry("z", "a container's endpoint"),
          Map.entry("0", "the metadata of an EC2 instance"),
          Map.entry("AC", "a profile of aws login"),
          Map.entry("AD", "aws login"));

  private CredentialSource() {}

  /**
   * The source.
   *
   * @param codes what the SDK calls the provider: one code, or several with commas, the last of
   *     which gave the credentials
   */
  static Optional<String> words(Optional<String> codes) {
    return codes
        .map(all -> List.of(all.split(",")).getLast().strip())
        .flatMap(code -> Optional.ofNullable(WORDS.get(code)));
  }
}
