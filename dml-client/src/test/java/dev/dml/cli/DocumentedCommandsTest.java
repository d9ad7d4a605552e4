package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * Every command that the documentation shows is one that there is, with options that it has. That
 * they do what the documentation says is seen by {@code .ci/ConsoleCheck.java}, which runs them.
 */
class DocumentedCommandsTest {

  private static final Pattern COMMAND =
      Pattern.compile("^(?: {4}\\./|\\$ (?:.*\"\\$\\()?)dml (.*)$");
  private static final Pattern WORD =
      Pattern.compile("'([^']*)'|\"(\\$\\([^)]*\\)|[^\"]*)\"|([^\\s'\"]+)");

  private record Documented(Path document, String command) {}

  private static List<Documented> commands() throws IOException {
    List<Path> documents = new ArrayList<>(List.of(Path.of("../README.md")));
    for (String folder : List.of("../docs", "../docs/decisions", "../examples", "../bridges")) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
      }
    }
    List<Documented> commands = new ArrayList<>();
    for (Path document : documents) {
      String joined = Files.readString(document).replaceAll("\\\\\n\\s*", "");
      for (String line : joined.lines().toList()) {
        Matcher matcher = COMMAND.matcher(line);
        if (matcher.matches()) {
          commands.add(new Documented(document, matcher.group(1)));
        }
      }
    }
    return commands;
  }

  /** Up to a comment, a pipe or the end of a command in another. */
  private static String[] words(String command) {
    List<String> words = new ArrayList<>();
    String text =
        command.replaceAll("\\$\\([^)]*\\)", "VALUE").replaceFirst("\\s(#|\\||[0-9]?>|&&|;).*", "");
    StringBuilder word = new StringBuilder();
    int end = 0;
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      if (matcher.start() > end && !word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
      end = matcher.end();
      for (int group = 1; group <= 3; group++) {
        if (matcher.group(group) != null) {
          word.append(matcher.group(group));
        }
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words.toArray(String[]::new);
  }

  @Test
  void everyCommandOfTheDocumentationIsOneThatThereIs() throws IOException {
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    Terminal terminal = new Terminal(InputStream.nullInputStream(), nowhere, nowhere, false);
    List<String> problems = new ArrayList<>();
    List<Documented> commands = commands();
    for (Documented each : commands) {
      String[] words = words(each.command());
      // The launcher takes these two out before the program sees the rest.
      if (words[0].equals("local-cloud")) {
        continue;
      }
      CommandLine line = new Dml(terminal, Map.of()).commandLine();
      try {
        line.parseArgs(words);
      } catch (CommandLine.ParameterException e) {
        problems.add(each.document() + ": dml " + each.command() + ": " + e.getMessage());
      }
    }
    assertThat(problems).isEmpty();
    // Blocks that are marked otherwise would leave nothing to look at.
    assertThat(commands).hasSizeGreaterThan(30);
  }
}
