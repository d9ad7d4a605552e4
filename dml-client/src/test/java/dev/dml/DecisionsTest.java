package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Decisions have numbers of their own, and what mentions one finds it. */
class DecisionsTest {

  private static final Path FOLDER = Path.of("../docs/decisions");
  private static final Pattern LINK =
      Pattern.compile("\\[decisions? (\\d+)]\\(((?:decisions/)?\\d{4}-[^)]*)\\)");

  private static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void eachIsNamedByItsNumberAndItsTitle() throws IOException {
    assertThat(names()).allMatch(name -> name.matches("\\d{4}-[a-z0-9-]+\\.md"));
  }

  @Test
  void noTwoHaveTheSameNumber() throws IOException {
    assertThat(names().stream().map(name -> name.substring(0, 4))).doesNotHaveDuplicates();
  }

  @Test
  void linksLeadToTheDecisionOfTheirNumber() throws IOException {
    List<String> wrong = new ArrayList<>();
    List<String> names = names();
    for (Path folder : List.of(Path.of("../docs"), FOLDER)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".md")).toList()) {
          Matcher link = LINK.matcher(Files.readString(file));
          while (link.find()) {
            String name = link.group(2).replace("decisions/", "");
            if (!names.contains(name)
                || Integer.parseInt(name.substring(0, 4)) != Integer.parseInt(link.group(1))) {
              wrong.add(file + ": " + link.group());
            }
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }
}
