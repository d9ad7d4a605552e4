package dev.dml.cli.study;

import dev.dml.cli.option.SpecOptions;
import dev.dml.study.StudyFolder;
import dev.dml.wire.study.Study;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which study, and where it is kept. */
final class StudyOptions {

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

  Path file() {
    return file;
  }
}
