package dev.dml.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * A store that counts what Amazon S3 bills, the bytes and the time that is waited for them; several
 * threads may use it.
 */
public final class MeteredStore implements ObjectStore {

  private static final int NAMES_PER_REQUEST = 1000;

  private final ObjectStore store;
  private final LongAdder reads = new LongAdder();
  private final LongAdder writes = new LongAdder();
  private final LongAdder bytesRead = new LongAdder();
  private final LongAdder bytesWritten = new LongAdder();
  private final LongAdder readNanos = new LongAdder();
  private final LongAdder writeNanos = new LongAdder();

  /** Counts from now on what is asked of a store. */
  public MeteredStore(ObjectStore store) {
    this.store = store;
  }

  /** Requests that read. */
  public long reads() {
    return reads.sum();
  }

  /** Requests that write or list. */
  public long writes() {
    return writes.sum();
  }

  /** What was read of the contents of objects. */
  public long bytesRead() {
    return bytesRead.sum();
  }

  /** What was stored: objects that were there already do not count. */
  public long bytesWritten() {
    return bytesWritten.sum();
  }

  /** How long reading took, of all threads together. */
  public Duration reading() {
    return Duration.ofNanos(readNanos.sum());
  }

  /** How long writing took, of all threads together. */
  public Duration writing() {
    return Duration.ofNanos(writeNanos.sum());
  }

  @Override
  public Optional<InputStream> open(String name) {
    reads.increment();
    long began = System.nanoTime();
    try {
      return store.open(name).map(Counting::new);
    } finally {
      readNanos.add(System.nanoTime() - began);
    }
  }

  @Override
  public boolean create(String name, Content content) {
    writes.increment();
    long began = System.nanoTime();
    try {
      boolean made = store.create(name, content);
      bytesWritten.add(made ? content.size() : 0);
      return made;
    } finally {
      writeNanos.add(System.nanoTime() - began);
    }
  }

  @Override
  public List<String> names(String prefix) {
    List<String> names = store.names(prefix);
    writes.add(1 + names.size() / NAMES_PER_REQUEST); // listing is priced like writing
    return names;
  }

  @Override
  public boolean has(String name) {
    reads.increment();
    return store.has(name);
  }

  @Override
  public boolean keep(String name) {
    reads.increment();
    return store.keep(name);
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
      readNanos.add(System.nanoTime() - began);
      bytesRead.add(Math.max(0, count));
      return count;
    }
  }
}
