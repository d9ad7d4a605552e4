import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs what the documentation tells people to type.
 *
 * <p>In blocks that are marked {@code console}, a line after {@code $} is a command, and what
 * follows is all that it prints; a line of three dots stands for any lines. In indented blocks,
 * commands of {@code ./dml} must end with 0; those of a document are run one after the other in
 * one directory, beside the examples. Commands that need an account, a network or a name of the
 * reader's own are counted, not run.
 *
 * <pre>java ConsoleCheck.java [--write] ./dml DOCUMENT...</pre>
 *
 * With {@code --write}, outputs are put into the documents instead of compared.
 */
final class ConsoleCheck {

  private static final Pattern TIME =
      Pattern.compile("in [0-9.,]+ (ms|s|min), [0-9.,]+ (ms|s|min) of processor time");

  private static final Map<String, Pattern> LEFT_OUT = new LinkedHashMap<>();

  static {
    LEFT_OUT.put(
        "an account",
        Pattern.compile(
            "s3://|--aws|lambda|--detach|\\b(attach|cancel)\\b|local-cloud|backend\\.type=batch"));
    LEFT_OUT.put(
        "a name of the reader's own",
        Pattern.compile("\\b(SPEC|FILE|RUN|NAME|BUCKET|RESULT|STUDY|MODEL|DIR|COLUMN)\\b"));
    LEFT_OUT.put("the network", Pattern.compile("fetch mpdta"));
  }

  private final Path repository = Path.of("").toAbsolutePath();
  private final Path dml;
  private final boolean writes;
  private final Map<String, Integer> leftOut = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  /** Variables that a document has set. */
  private String assignments = "";

  private int passed;

  private ConsoleCheck(Path dml, boolean writes) {
    this.dml = dml.toAbsolutePath();
    this.writes = writes;
  }

  public static void main(String[] args) throws Exception {
    boolean writes = args[0].equals("--write");
    ConsoleCheck check = new ConsoleCheck(Path.of(args[writes ? 1 : 0]), writes);
    for (String document : List.of(args).subList(writes ? 2 : 1, args.length)) {
      check.look(Path.of(document));
    }
    check.problems.forEach(System.out::println);
    System.out.printf("%d commands of the documentation ran as it says%n", check.passed);
    check.leftOut.forEach(
        (why, count) -> System.out.printf("%d were not run, since they need %s%n", count, why));
    System.exit(check.problems.isEmpty() ? 0 : 1);
  }

  private void look(Path document) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("console");
    assignments = "";
    Files.createSymbolicLink(folder.resolve("dml"), dml);
    copy(repository.resolve("examples"), folder.resolve("examples"));
    List<String> lines = Files.readAllLines(document);
    List<String> written = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      written.add(lines.get(i));
      if (lines.get(i).equals("```console")) {
        int end = lines.subList(i, lines.size()).indexOf("```") + i;
        written.addAll(block(document, lines.subList(i + 1, end), folder));
        written.add("```");
        i = end;
      } else if (lines.get(i).startsWith("    ./dml ")) {
        StringBuilder command = new StringBuilder(lines.get(i).strip());
        while (command.charAt(command.length() - 1) == '\\') {
          written.add(lines.get(++i));
          command.setLength(command.length() - 1);
          command.append(lines.get(i).strip());
        }
        plain(document, command.toString(), folder);
      }
    }
    if (writes) {
      Files.write(document, written);
    }
  }

  private void plain(Path document, String command, Path folder)
      throws IOException, InterruptedException {
    for (Map.Entry<String, Pattern> reason : LEFT_OUT.entrySet()) {
      if (reason.getValue().matcher(command.replaceFirst(" # .*", "")).find()) {
        leftOut.merge(reason.getKey(), 1, Integer::sum);
        return;
      }
    }
    // Whether a command works does not depend on how often the sample is split.
    String few = command.replaceAll("repetitions=[0-9]+", "repetitions=2").replaceAll("trees=[0-9]+", "trees=20");
    if (few.startsWith("./dml estimate ") && !few.contains("repetitions")) {
      few = few.replaceFirst("(\\s+# .*)?$", " --set repetitions=2$1");
    }
    Output output = run(few, folder);
    if (output.code == 0) {
      passed++;
    } else {
      problems.add(document + ": " + command + " ended with " + output.code + "\n" + output.text);
    }
  }

  /** Runs the commands of a block; returns it with what they print. */
  private List<String> block(Path document, List<String> lines, Path folder)
      throws IOException, InterruptedException {
    List<String> written = new ArrayList<>();
    for (int i = 0; i < lines.size(); ) {
      StringBuilder command = new StringBuilder(lines.get(i).replaceFirst("^\\$ ", ""));
      written.add(lines.get(i++));
      while (command.charAt(command.length() - 1) == '\\') {
        written.add(lines.get(i));
        command.setLength(command.length() - 1);
        command.append(lines.get(i++).strip());
      }
      int end = i;
      while (end < lines.size() && !lines.get(end).startsWith("$ ")) {
        end++;
      }
      List<String> said = lines.subList(i, end);
      Output output = run(command.toString(), folder);
      List<String> found = output.text.lines().toList();
      written.addAll(writes && !said.contains("...") ? found : said);
      if (output.code != 0 || (!writes && !agree(said, found))) {
        problems.add(
            "%s: %s ended with %d and printed%n%s%ninstead of%n%s"
                .formatted(document, command, output.code, output.text, String.join("\n", said)));
      } else {
        passed++;
      }
      i = end;
    }
    return written;
  }

  private static boolean agree(List<String> said, List<String> found) {
    StringBuilder pattern = new StringBuilder();
    for (String line : said) {
      pattern.append(
          line.equals("...") ? "(.*\n)*?" : Pattern.quote(masked(line).stripTrailing()) + "\n");
    }
    StringBuilder text = new StringBuilder();
    found.forEach(line -> text.append(masked(line).stripTrailing()).append('\n'));
    return Pattern.matches(pattern.toString(), text);
  }

  private static String masked(String line) {
    return TIME.matcher(line).replaceAll("in TIME");
  }

  private record Output(int code, String text) {}

  private Output run(String command, Path folder) throws IOException, InterruptedException {
    if (command.matches("[A-Z]+=(\\S+|'[^']*')")) {
      assignments += command + "\n";
    }
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-o", "pipefail", "-c", assignments + command)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes());
    return new Output(process.waitFor(), text);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(
            path, to.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
