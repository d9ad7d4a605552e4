package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * A stack that is deployed, or whatever the variables of the AWS SDK point to; only with {@code mvn
 * -Paws}. Properties {@code dml.function}, {@code dml.bucket} and {@code dml.region} stand in for
 * the variables.
 */
@Tag("aws")
class AccountContractTest extends CloudContractTest {

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "DML_FUNCTION", "dml.function", "DML_BUCKET", "dml.bucket", "AWS_REGION", "dml.region");

  private final Map<String, String> variables = new HashMap<>();

  @BeforeAll
  void find() {
    PROPERTIES.forEach(
        (name, property) -> {
          String value = System.getProperty(property, "");
          variables.put(name, value.isEmpty() ? System.getenv().getOrDefault(name, "") : value);
        });
    List<String> missing =
        variables.keySet().stream().filter(name -> variables.get(name).isEmpty()).sorted().toList();
    assertThat(missing)
        .withFailMessage(
            "mvn -Paws runs against a deployed stack: set %s to what sam deploy printed",
            String.join(", ", missing))
        .isEmpty();
    System.setProperty("aws.region", variables.get("AWS_REGION"));
  }

  @Override
  Map<String, String> variables() {
    return variables;
  }
}
