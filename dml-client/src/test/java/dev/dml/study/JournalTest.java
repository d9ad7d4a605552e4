package dev.dml.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  @TempDir private Path directory;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> records(Path file) {
    List<String> records = new ArrayList<>();
    Journal.read(file, (place, record) -> records.add(new String(record, StandardCharsets.UTF_8)));
    return records;
  }

  @Test
  void whatIsAddedIsThereWhenItIsOpenedAgain() {
    Path file = directory.resolve("sub/a.journal");
    try (Journal journal = Journal.open(file, (place, record) -> {})) {
      long first = journal.add(bytes("one"));
      journal.add(bytes("two"));
      assertThat(journal.get(first)).isEqualTo(bytes("one"));
    }
    List<Long> places = new ArrayList<>();
    try (Journal journal = Journal.open(file, (place, record) -> places.add(place))) {
      assertThat(journal.get(places.get(1))).isEqualTo(bytes("two"));
      journal.add(bytes("three"));
    }
    assertThat(records(file)).containsExactly("one", "two", "three");
  }

  @Test
  void aThreadThatIsInterruptedDoesNotCloseItForOthers() {
    Path file = directory.resolve("a.journal");
    try (Journal journal = Journal.open(file, (place, record) -> {})) {
      Thread.currentThread().interrupt();
      long place = journal.add(bytes("one"));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(journal.get(place)).isEqualTo(bytes("one"));
      journal.add(bytes("two"));
    }
    assertThat(records(file)).containsExactly("one", "two");
  }

  /** As a killed process leaves it: any number of bytes of the last record are missing. */
  @Test
  void aRecordThatIsHalfWrittenIsCutOff() throws IOException {
    Path file = directory.resolve("a.journal");
    try (Journal journal = Journal.open(file, (place, record) -> {})) {
      journal.add(bytes("one"));
      journal.add(bytes("two"));
    }
    byte[] whole = Files.readAllBytes(file);
    for (int missing = 1; missing <= 11; missing++) {
      Files.write(file, Arrays.copyOf(whole, whole.length - missing));
      try (Journal journal = Journal.open(file, (place, record) -> {})) {
        journal.add(bytes("three"));
      }
      assertThat(records(file)).containsExactly("one", "three");
    }
  }

  @Test
  void aChangedByteEndsTheRecords() throws IOException {
    Path file = directory.resolve("a.journal");
    try (Journal journal = Journal.open(file, (place, record) -> {})) {
      journal.add(bytes("one"));
      journal.add(bytes("two"));
    }
    byte[] changed = Files.readAllBytes(file);
    changed[changed.length - 1]++;
    Files.write(file, changed);
    assertThat(records(file)).containsExactly("one");
    assertThat(records(directory.resolve("none"))).isEmpty();
  }
}
