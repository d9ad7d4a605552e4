package dev.dml.wire.protocol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.data.CausalData;
import dev.dml.split.Split;
import dev.dml.wire.Digests;
import dev.dml.wire.spec.yaml.SpecNode;
import dev.dml.wire.stored.Inputs;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The split of a batch as JSON: how folds are drawn, or the name of those that are given.
 *
 * @param partitions the digest of given ones
 * @param drawn how others are drawn
 */
record SplitForm(Optional<String> partitions, Optional<Split> drawn) {

  static ObjectNode tree(Inputs inputs) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    switch (inputs.split()) {
      case Split.Drawn drawn -> {
        tree.put("folds", drawn.folds()).put("seed", drawn.seed());
        if (drawn.isCrossed()) {
          tree.put("crossed", true);
        }
      }
      case Split.Given given -> tree.put("partitions", inputs.partitions().orElseThrow());
    }
    return tree;
  }

  /** Reads what {@link #tree} writes; problems are added to those of the node. */
  static Optional<SplitForm> read(SpecNode node) {
    Optional<String> partitions = node.text("partitions");
    Optional<Long> folds = node.whole("folds", 2, Integer.MAX_VALUE);
    Optional<Long> seed = node.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE);
    boolean crossed = node.flag("crossed", false);
    node.refuseOtherKeys();
    if (partitions.isPresent()) {
      if (!Digests.isOne(partitions.get())) {
        node.problem("partitions", "must be 64 hexadecimal digits, but was " + partitions.get());
      }
      return Optional.of(new SplitForm(partitions, Optional.empty()));
    }
    if (folds.isEmpty() || seed.isEmpty()) {
      node.problem("folds", "and seed must be there, or partitions");
      return Optional.empty();
    }
    return Optional.of(
        new SplitForm(
            Optional.empty(),
            Optional.of(new Split.Drawn(folds.get().intValue(), seed.get(), crossed))));
  }

  /** Adds what keeps a split from being one of the data. */
  static void check(Split split, CausalData data, Set<String> problems) {
    switch (split) {
      case Split.Drawn drawn when drawn.folds() > data.rows() ->
          problems.add(
              "split.folds: must be from 2 to the number of observations, "
                  + data.rows()
                  + ", but was "
                  + drawn.folds());
      case Split.Given given when given.partitions().getFirst().rows() != data.rows() ->
          problems.add(
              "split.partitions: have "
                  + given.partitions().getFirst().rows()
                  + " rows, but the data have "
                  + data.rows());
      default -> {
        // Fits these data.
      }
    }
  }

  /**
   * The inputs with this split.
   *
   * @param data their digest
   * @param find finds given partitions by their digest
   */
  Inputs inputs(String data, Function<String, Split.Given> find) {
    return new Inputs(
        data, drawn.orElseGet(() -> find.apply(partitions.orElseThrow())), partitions);
  }
}
