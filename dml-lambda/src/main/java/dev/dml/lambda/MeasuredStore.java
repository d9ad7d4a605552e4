package dev.dml.lambda;

import dev.dml.store.Content;
import dev.dml.store.ObjectStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A store that counts requests, bytes and the time that it is waited for. */
final class MeasuredStore implements ObjectStore {

  private final ObjectStore store;
  private int reads;
  private int writes;
  private long bytesRead;
  private long bytesWritten;
  private long readNanos;
  private long writeNanos;

  MeasuredStore(ObjectStore store) {
    this.store = store;
  }

  int reads() {
    return reads;
  }

  int writes() {
    return writes;
  }

  long bytesRead() {
    return bytesRead;
  }

  long bytesWritten() {
    return bytesWritten;
  }

  Duration reading() {
    return Duration.ofNanos(readNanos);
  }

  Duration writing() {
    return Duration.ofNanos(writeNanos);
  }

  @Override
  public Optional<InputStream> open(String name) {
    reads++;
    long began = System.nanoTime();
    try {
      return store.open(name).map(Counting::new);
    } finally {
      readNanos += System.nanoTime() - began;
    }
  }

  @Override
  public boolean create(String name, Content content) {
    writes++;
    bytesWritten += content.size();
    long began = System.nanoTime();
    try {
      return store.create(name, content);
    } finally {
      writeNanos += System.nanoTime() - began;
    }
  }

  @Override
  public List<String> names(String prefix) {
    writes++; // priced like a write
    return store.names(prefix);
  }

  @Override
  public boolean has(String name) {
    reads++;
    return store.has(name);
  }

  @Override
  public String location(String name) {
    return store.location(name);
  }

  private final class Counting extends FilterInputStream {

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      long began = System.nanoTime();
      int count = in.read(target, offset, length);
      readNanos += System.nanoTime() - began;
      bytesRead += Math.max(0, count);
      return count;
    }
  }
}
