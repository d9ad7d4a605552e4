package dev.dml.billing;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.dml.data.FileProblem;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The attempts of a run in a bucket, on the machine of its client, so that what was billed for a
 * command that was killed can still be told.
 *
 * <p>It has the columns of {@link AttemptsCsv} and, of each attempt, a line from before it was
 * sent, as one that was never answered, and a line from when it was over, which counts in its
 * place. A line is handed to the operating system whole, so a killed process loses none; a machine
 * that loses power may. Where the file cannot be written, the run goes on without it.
 */
public final class AttemptsFile implements AutoCloseable {

  private static final byte LINE_END = '\n';
  private static final Pattern LINE_BREAK = Pattern.compile("\\R");

  private final StringWriter text = new StringWriter();
  private final CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);

  private final Path path;
  private final Consumer<String> notices;
  private Optional<OutputStream> out = Optional.empty();
  private boolean warned;
  private boolean torn;

  /**
   * A file that need not be there.
   *
   * @param path where it is
   * @param notices is told in a sentence if it cannot be written
   */
  public AttemptsFile(Path path, Consumer<String> notices) {
    this.path = path;
    this.notices = notices;
  }

  /** Forgets what is there, which is of another run that had the same name. */
  public void startOver() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      warn(e);
    }
  }

  /** What the commands so far have left. */
  EarlierCommands read() {
    try {
      return Files.exists(path) ? earlier(Files.readString(path)) : EarlierCommands.NONE;
    } catch (IOException e) {
      warn(e);
      return EarlierCommands.NONE;
    }
  }

  /** The attempts in a text that such files have, one after another, in the order of replies. */
  public static List<BilledAttempt> attempts(String text) {
    return earlier(text).attempts();
  }

  private static EarlierCommands earlier(String content) {
    // What follows the last end of a line is torn: it was being written when the process died.
    List<String> lines = content.substring(0, content.lastIndexOf(LINE_END) + 1).lines().toList();
    boolean whole =
        !lines.isEmpty() && lines.getFirst().equals(String.join(",", AttemptsCsv.names()));
    // In the order of the replies, as a ledger has them.
    SequencedMap<Key, BilledAttempt> last = new LinkedHashMap<>();
    for (String line : whole ? lines.subList(1, lines.size()) : List.<String>of()) {
      Optional<BilledAttempt> read = AttemptLine.read(line);
      read.ifPresent(attempt -> last.putLast(Key.of(attempt), attempt));
      whole &= read.isPresent();
    }
    return EarlierCommands.of(List.copyOf(last.values()), whole);
  }

  /** Writes a line, if that is possible. */
  void write(BilledAttempt attempt) {
    try {
      if (out.isEmpty()) {
        out = Optional.of(open());
      }
      byte[] line = line(AttemptsCsv.cells(attempt)).getBytes(StandardCharsets.UTF_8);
      if (torn) {
        out.get().write(LINE_END);
      }
      torn = true;
      out.get().write(line);
      torn = false;
    } catch (IOException e) {
      warn(e);
    }
  }

  /** Not a channel, which an interrupt would close: after Ctrl-C there is more to write. */
  private OutputStream open() throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    dropTornLine();
    OutputStream stream = new FileOutputStream(path.toFile(), true);
    if (Files.size(path) == 0) {
      stream.write(line(AttemptsCsv.names()).getBytes(StandardCharsets.UTF_8));
    }
    return stream;
  }

  private void dropTornLine() throws IOException {
    if (Files.exists(path)) {
      try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
        long end = file.length();
        while (end > 0 && endsInLine(file, end)) {
          end--;
        }
        file.setLength(end);
      }
    }
  }

  private static boolean endsInLine(RandomAccessFile file, long end) throws IOException {
    file.seek(end - 1);
    return file.read() != LINE_END;
  }

  private String line(List<String> cells) throws IOException {
    text.getBuffer().setLength(0);
    writer.writeRecord(cells.stream().map(AttemptsFile::onOneLine).toList());
    writer.flush();
    return text.toString();
  }

  private static String onOneLine(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      if (cell.charAt(i) < ' ' || cell.charAt(i) > '~') {
        return LINE_BREAK.matcher(cell).replaceAll(" ");
      }
    }
    return cell; // as nearly all are: no expression is needed to see it
  }

  private void warn(IOException e) {
    if (!warned) {
      warned = true;
      notices.accept(
          "warning: "
              + path
              + " cannot be read or written ("
              + FileProblem.of(e)
              + "); if this run is killed, its costs so far will not be known");
    }
  }

  @Override
  public void close() {
    try {
      if (out.isPresent()) {
        out.get().close();
      }
    } catch (IOException e) {
      warn(e);
    }
  }

  private record Key(Instant command, int batch, int number) {

    static Key of(BilledAttempt attempt) {
      return new Key(
          attempt.command().began(), attempt.attempt().batch(), attempt.attempt().number());
    }
  }
}
