package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.estimation.Estimation;
import dev.dml.file.DataFiles;
import dev.dml.result.DmlResult;
import dev.dml.wire.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every whole spec in the documentation runs, and every example can be read. */
class GuideExamplesTest {

  private static final Path GUIDE = Path.of("../docs/guide.md");
  private static final Path README = Path.of("../README.md");
  private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();
  private static final Pattern YAML_BLOCK =
      Pattern.compile("^```yaml\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern MODEL = Pattern.compile("^model: ([\\w-]+)$", Pattern.MULTILINE);

  @TempDir private Path directory;

  /** Beside the data of the examples, with as few fits as tell whether it runs. */
  @ParameterizedTest
  @MethodSource("specs")
  void aSpecOfTheDocumentationRuns(String yaml) throws IOException {
    for (Path data : examples("csv", "csv.gz")) {
      Files.copy(data, directory.resolve(data.getFileName()));
    }
    Path file = Files.writeString(directory.resolve("spec.yaml"), yaml);
    List<String> few =
        yaml.contains("partitions:") ? List.of() : List.of("folds=2", "repetitions=1");
    DmlResult result = Estimation.read(file, few, new DataFiles()).estimate();
    assertThat(result.estimates())
        .allSatisfy(effect -> assertThat(effect.standardError()).isPositive().isFinite());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleCanBeRead(Path file) {
    assertThat(Spec.read(file, List.of()).data().file()).startsWithRaw(EXAMPLES);
  }

  /** A guide that loses its specs, or marks them otherwise, would leave nothing to read. */
  @Test
  void theGuideShowsEveryModel() throws IOException {
    assertThat(specs())
        .flatExtracting(yaml -> MODEL.matcher(yaml).results().map(m -> m.group(1)).toList())
        .contains("plr", "pliv", "irm", "iivm", "apo", "did", "panel-plr", "ssm");
  }

  static List<Path> examples() throws IOException {
    return examples("yaml");
  }

  private static List<Path> examples(String... endings) throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files
          .filter(file -> Stream.of(endings).anyMatch(end -> file.toString().endsWith("." + end)))
          .sorted()
          .toList();
    }
  }

  static List<String> specs() throws IOException {
    String documentation = Files.readString(GUIDE) + "\n" + Files.readString(README);
    return YAML_BLOCK
        .matcher(documentation)
        .results()
        .map(block -> block.group(1))
        .filter(yaml -> MODEL.matcher(yaml).find())
        .toList();
  }
}
