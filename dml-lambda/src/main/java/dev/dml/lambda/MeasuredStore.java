package dev.dml.lambda;

import dev.dml.store.Content;
import dev.dml.store.ObjectStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A store that counts requests and bytes. */
final class MeasuredStore implements ObjectStore {

  private final ObjectStore store;
  private int reads;
  private int writes;
  private long bytesRead;
  private long bytesWritten;

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

  @Override
  public Optional<InputStream> open(String name) {
    reads++;
    return store.open(name).map(Counting::new);
  }

  @Override
  public boolean create(String name, Content content) {
    writes++;
    bytesWritten += content.size();
    return store.create(name, content);
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
      int value = in.read();
      bytesRead += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = in.read(target, offset, length);
      bytesRead += Math.max(0, count);
      return count;
    }
  }
}
