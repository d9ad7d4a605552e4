package dev.dml.benchmark.peers;

import java.io.IOException;

/**
 * Measures this program against its peers and writes {@code peers.md} and {@code peers.json};
 * {@code benchmarks/peers.sh} starts it and prepares the peers.
 */
public final class Peers {

  private Peers() {}

  /** Measures; see {@code benchmarks/peers.sh --help}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    new Tournament(
            "peers", size -> new Contests(size).all(), rows -> new PeersTable(rows).toString())
        .hold(arguments);
  }
}
