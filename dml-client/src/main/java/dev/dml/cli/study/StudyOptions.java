package dev.dml.cli.study;

import dev.dml.billing.Budget;
import dev.dml.cli.option.SpecOptions;
import dev.dml.study.StudyFolder;
import dev.dml.wire.study.Study;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which study, and where it is kept. */
final class StudyOptions {

  private static final String BUDGET = Budget.STUDY + "=";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

  @Parameters(paramLabel = "STUDY", description = "A study in YAML or JSON.")
  private Path file;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "The folder of the study; dml-studies/NAME if left out.")
  private Optional<Path> output;

  @Mixin private SpecOptions set;

  Study study() {
    return Study.read(file, set.overrides());
  }

  StudyFolder folder(Study study) {
    return output.map(StudyFolder::new).orElseGet(() -> StudyFolder.of(study));
  }

  /**
   * The command that goes on with the study.
   *
   * @param asItWas whether it may cost what it may now; otherwise another amount is to be put in
   */
  String resumption(boolean asItWas) {
    List<String> words = new ArrayList<>(List.of("dml", "study", "resume", file.toString()));
    output.ifPresent(folder -> words.addAll(List.of("--output", folder.toString())));
    Stream<String> values =
        asItWas
            ? set.overrides().stream()
            : Stream.concat(
                set.overrides().stream().filter(value -> !value.startsWith(BUDGET)),
                Stream.of(BUDGET + "AMOUNT"));
    values.forEach(value -> words.addAll(List.of("--set", value)));
    return words.stream().map(StudyOptions::quoted).collect(Collectors.joining(" "));
  }

  /** As shells take it. */
  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
