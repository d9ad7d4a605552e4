package dev.dml.study;

import dev.dml.data.FileProblem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * A file to which records are added, each whole or not at all: a record has its length and a check
 * sum before it, and what a killed process left half written is cut off when the file is opened.
 * Several threads may use it.
 */
final class Journal implements AutoCloseable {

  private static final int HEADER = 2 * Integer.BYTES;

  private final Path path;

  /** No channel, which an interrupted thread would close for all. */
  private final RandomAccessFile file;

  private long end;

  private Journal(Path path, String mode) throws IOException {
    this.path = path;
    this.file = new RandomAccessFile(path.toFile(), mode);
  }

  /** Is told of a record. */
  @FunctionalInterface
  interface Reader {

    /** A record at a place, by which it can be read again. */
    void accept(long place, byte[] record);
  }

  /** Opens a file, which is made if it is not there, to add to it. */
  static Journal open(Path path, Reader reader) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      Journal journal = new Journal(path, "rw");
      journal.end = journal.scan(reader);
      journal.file.setLength(journal.end);
      return journal;
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** Reads the whole records of a file that another process may be adding to. */
  static void read(Path path, Reader reader) {
    if (Files.exists(path)) {
      try (Journal journal = new Journal(path, "r")) {
        journal.scan(reader);
      } catch (IOException e) {
        throw failed(path, e);
      }
    }
  }

  private long scan(Reader reader) throws IOException {
    long place = 0;
    for (byte[] record = at(place); record.length > 0; record = at(place)) {
      reader.accept(place, record);
      place += HEADER + record.length;
    }
    return place;
  }

  /** The record at a place; empty if there is no whole one. */
  private synchronized byte[] at(long place) throws IOException {
    long rest = file.length() - place - HEADER;
    if (rest < 0) {
      return new byte[0];
    }
    file.seek(place);
    int length = file.readInt();
    int sum = file.readInt();
    if (length <= 0 || length > rest) {
      return new byte[0];
    }
    byte[] record = new byte[length];
    file.readFully(record);
    return sum(record) == sum ? record : new byte[0];
  }

  private static int sum(byte[] record) {
    CRC32 crc = new CRC32();
    crc.update(record);
    return (int) crc.getValue();
  }

  /** Adds a record of at least a byte and returns its place. */
  synchronized long add(byte[] record) {
    ByteBuffer buffer = ByteBuffer.allocate(HEADER + record.length);
    buffer.putInt(record.length).putInt(sum(record)).put(record);
    long place = end;
    try {
      file.seek(place);
      file.write(buffer.array());
    } catch (IOException e) {
      throw failed(path, e);
    }
    end += HEADER + record.length;
    return place;
  }

  /** The record at a place that {@link #add} or a reader was told. */
  byte[] get(long place) {
    try {
      byte[] record = at(place);
      if (record.length == 0) {
        throw new IOException("it was changed while it was used");
      }
      return record;
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  private static UncheckedIOException failed(Path path, IOException e) {
    return new UncheckedIOException(path + " cannot be used: " + FileProblem.of(e), e);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw failed(path, e);
    }
  }
}
