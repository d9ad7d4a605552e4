package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The options that the launcher gives to Java: a client that only sends is compiled by the quick
 * compiler alone (docs/decisions/0034). Java is a script here that prints its arguments.
 */
class LauncherTest {

  private static final List<String> QUICK =
      List.of("-XX:TieredStopAtLevel=1", "-XX:CompileThresholdScaling=0.2");

  @TempDir private Path root;

  /** A copy of the launcher beside what looks like a build without sources. */
  @BeforeEach
  void build() throws IOException {
    Files.copy(Path.of("..", "dml"), root.resolve("dml"));
    Files.createDirectories(root.resolve("dml-client/target/lib"));
    Files.createFile(root.resolve("dml-client/target/dml-client.jar"));
    Path java = root.resolve("java/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(root.resolve("java/release"), "JAVA_VERSION=\"25\"\n");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(root.resolve("here.yaml"), "backend: {type: local}\n");
    Files.writeString(root.resolve("cloud.yaml"), "backend: {type: lambda, concurrency: 5}\n");
    Files.writeString(
        root.resolve("block.yaml"), "backend:\n  # type: local\n  type: \"lambda\"\n");
    Files.writeString(root.resolve("remark.yaml"), "# backend: {type: lambda}\nmodel: plr\n");
    Files.writeString(root.resolve("spec.json"), "{\"backend\": {\"type\": \"lambda\"}}\n");
  }

  private record Outcome(int exitCode, String out) {}

  private Outcome run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return run(root.resolve("dml"), environment, arguments);
  }

  private Outcome run(Path launcher, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
    builder.environment().remove("DML_JAVA_OPTS");
    builder.environment().put("JAVA_HOME", root.resolve("java").toString());
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), out);
  }

  private List<String> options(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Outcome outcome = run(environment, arguments);
    assertThat(outcome.exitCode()).describedAs(outcome.out()).isZero();
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines)
        .endsWith(arguments)
        .contains("-jar", root.toRealPath().resolve("dml-client/target/dml-client.jar").toString());
    return lines;
  }

  private void assertQuick(String... arguments) throws IOException, InterruptedException {
    assertThat(options(Map.of(), arguments)).containsAll(QUICK);
  }

  private void assertFull(String... arguments) throws IOException, InterruptedException {
    assertThat(options(Map.of(), arguments)).doesNotContainAnyElementsOf(QUICK);
  }

  @Test
  void anEstimationOnLambdaIsCompiledQuickly() throws Exception {
    assertQuick("estimate", "cloud.yaml");
    assertQuick("estimate", "block.yaml");
    assertQuick("estimate", "spec.json");
    assertQuick("estimate", "here.yaml", "--set", "backend.type=lambda");
    assertQuick("estimate", "here.yaml", "--set=backend.type=lambda");
    assertQuick("batch", "here.yaml", "--set", "backend.type=lambda");
    assertQuick("resume", "s3://bucket/runs/one");
  }

  @Test
  void whatFitsHereIsCompiledFully() throws Exception {
    assertFull("estimate", "here.yaml");
    assertFull("estimate", "remark.yaml");
    assertFull("estimate", "cloud.yaml", "--set", "backend.type=local");
    assertFull("batch", "cloud.yaml");
    assertFull("resume", "dml-runs/one");
    assertFull("quote", "cloud.yaml");
    assertFull("learners");
    assertFull();
  }

  /** Maven is a script that notes its arguments, and its last line has no end, as with Maven 4. */
  private Map<String, String> withMaven(String does) throws IOException {
    Files.delete(root.resolve("dml-client/target/dml-client.jar"));
    Path javac = Files.writeString(root.resolve("java/bin/javac"), "#!/bin/sh\n");
    assertThat(javac.toFile().setExecutable(true)).isTrue();
    Path maven = root.resolve("bin/mvn");
    Files.createDirectories(maven.getParent());
    Files.writeString(maven, "#!/bin/sh\necho \"$JAVA_HOME $*\" >>mvn.log\n" + does);
    assertThat(maven.toFile().setExecutable(true)).isTrue();
    return Map.of("PATH", maven.getParent() + ":" + System.getenv("PATH"));
  }

  @Test
  void theFirstUseBuildsAndTheSecondDoesNot() throws Exception {
    Map<String, String> environment =
        withMaven(
            "echo '[INFO] Building core [1/2]'; : >dml-client/target/dml-client.jar; printf OK");
    Outcome first = run(environment, "learners");
    assertThat(first.out())
        .startsWith("dml: building the program, which takes a minute or two the first time\n")
        .doesNotContain("[INFO]")
        .endsWith("\nlearners\n");
    assertThat(first.exitCode()).isZero();
    assertThat(options(environment, "learners")).doesNotContain("dml: building the program");
    assertThat(root.resolve("mvn.log"))
        .hasContent(
            root.resolve("java")
                + " -B -DskipTests -Dspotless.check.skip=true -pl dml-client -am package");
    assertThat(root.resolve("dml-client/target/launcher.lock")).doesNotExist();
  }

  @Test
  void aBuildThatFailsSaysWhyAndIsTriedAgain() throws Exception {
    Map<String, String> environment =
        withMaven("echo '[INFO] well'; echo '[ERROR] no disk'; printf 'BUILD FAILURE'; exit 1");
    Outcome first = run(environment, "learners");
    assertThat(first.out())
        .isEqualTo(
            "dml: building the program, which takes a minute or two the first time\n"
                + "dml: the build failed:\n[ERROR] no disk\ndml: all of it is in "
                + root.toRealPath().resolve("dml-client/target/launcher.log")
                + "\n");
    assertThat(first.exitCode()).isEqualTo(1);
    assertThat(run(environment, "learners")).isEqualTo(first);
    assertThat(root.resolve("mvn.log")).content().hasLineCount(2);
  }

  /** But for the archives of classes, of which each has its own. */
  @Test
  void theLauncherOfTheDistributionGivesTheSameOptions() throws Exception {
    Path other = root.resolve("distribution/bin/dml");
    Files.createDirectories(other.getParent());
    Files.copy(Path.of("..", "dist", "src", "dml"), other);
    for (Map<String, String> environment :
        List.of(Map.<String, String>of(), Map.of("DML_JAVA_OPTS", "-XX:+UseZGC -Xmx8g"))) {
      Outcome there = run(other, environment, "learners");
      assertThat(ofJava(there.out().lines().toList()))
          .containsExactlyElementsOf(ofJava(options(environment, "learners")));
    }
  }

  private static List<String> ofJava(List<String> arguments) {
    return arguments.stream()
        .filter(each -> each.startsWith("-") && !each.equals("-jar"))
        .filter(each -> !each.matches("-XX:(SharedArchiveFile|AOTCache)=.*|.*Archive|-Xshare:auto"))
        .sorted()
        .toList();
  }

  @Test
  void optionsOfTheUserComeFirst() throws Exception {
    assertThat(
            options(Map.of("DML_JAVA_OPTS", "-XX:TieredStopAtLevel=4"), "estimate", "cloud.yaml"))
        .doesNotContainAnyElementsOf(QUICK)
        .contains(
            "-XX:TieredStopAtLevel=4",
            "-XX:+UseSerialGC",
            "-XX:PretenureSizeThreshold=2m",
            "-XX:NewRatio=8");
    assertThat(options(Map.of("DML_JAVA_OPTS", "-XX:+UseZGC"), "estimate", "cloud.yaml"))
        .containsAll(QUICK)
        .contains("-XX:+UseZGC")
        .doesNotContain("-XX:+UseSerialGC", "-XX:PretenureSizeThreshold=2m", "-XX:NewRatio=8");
  }
}
