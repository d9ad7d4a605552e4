package dev.dml.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.store.Content;
import dev.dml.store.ObjectStore;
import dev.dml.store.StoreException;
import dev.dml.task.TimeLimit;
import dev.dml.wire.protocol.BatchAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the function refuses before it fits anything. */
class RefusedBatchTest extends FunctionOnFolder {

  private List<String> refusal(Sample sample, String of, String by) {
    String request = new String(sample.batch().write(), StandardCharsets.UTF_8);
    assertThat(request).contains(of);
    byte[] changed = request.replace(of, by).getBytes(StandardCharsets.UTF_8);
    return refusal(function, changed);
  }

  private static List<String> refusal(NuisanceFunction function, byte[] request) {
    BatchAnswer answer = function.answer(request, TimeLimit.none());
    assertThat(answer).isInstanceOf(BatchAnswer.Refused.class);
    return ((BatchAnswer.Refused) answer).problems();
  }

  @Test
  void dataThatDoNotFitBesideThePartitionsAreRefusedBeforeTheyAreRead() throws IOException {
    // 500 rows x 262 repetitions x 4 bytes are 524,000 bytes; twice that is 576 bytes less than
    // one MB. Twice the 20,000 bytes of the data are more.
    Sample sample = Sample.of(new LinearRegression(), given(262)).putInto(store);
    assertThat(sample.answerOf(Sample.function(store, 50))).isInstanceOf(BatchAnswer.Inline.class);
    Files.delete(folder.resolve("data").resolve(sample.data().digest() + ".npy"));
    // (48 MB + 1,088,000 bytes) / 0.85 are 57.7 MB.
    assertThat(refusal(Sample.function(store, 49), sample.batch().write()))
        .containsExactly(
            "the data need 50 MB but the function has 49 MB for them; deploy it with more: sam"
                + " deploy --parameter-overrides MemorySize=58");
  }

  @Test
  void partitionsThatDoNotFitAreRefusedBeforeTheyAreRead() {
    // Twice 526,000 bytes are more than one MB; (48 MB + 1,052,000 bytes) / 0.85 are 57.7 MB.
    Sample sample = Sample.of(new LinearRegression(), given(263)).putInto(store);
    assertThat(refusal(Sample.function(store, 49), sample.batch().write()))
        .containsExactly(
            "the data need 50 MB but the function has 49 MB for them; deploy it with more: sam"
                + " deploy --parameter-overrides MemorySize=58");
  }

  @Test
  void dataThatDoNotFitAreRefusedBeforeTheyAreRead() {
    // 500 rows x 5 columns x 8 bytes are 20,000 bytes; twice that and 48 MB are more than 40.
    Sample sample = Sample.of(new LinearRegression(), DRAWN).putInto(store);
    assertThat(refusal(Sample.function(store, 40), sample.batch().write()))
        .containsExactly(
            "the data need 49 MB but the function has 40 MB for them; deploy it with more: sam"
                + " deploy --parameter-overrides MemorySize=57");
  }

  @Test
  void whatIsNotInTheStoreIsNamed() {
    Sample sample = Sample.of(new LinearRegression(), DRAWN);
    assertThat(refusal(function, sample.batch().write()))
        .containsExactly(
            "the data "
                + sample.data().digest()
                + " are not in the bucket, or the function may not read them; run the estimation"
                + " again, which stores them, or deploy the stack again: sam deploy");
  }

  @Test
  void settingsBeyondTheirBoundsAreRefused() {
    Sample sample = Sample.of(RandomForest.DEFAULT.withTrees(5), DRAWN).putInto(store);
    assertThat(refusal(sample, "\"trees\":5", "\"trees\":2000000000"))
        .containsExactly(
            "fits[0].learner.trees: must be a whole number from 1 to 1000000, but was 2000000000",
            "fits[1].learner.trees: must be a whole number from 1 to 1000000, but was 2000000000");
    assertThat(refusal(sample, "\"trees\":5", "\"eval\":\"1+1\""))
        .first()
        .asString()
        .startsWith("fits[0].learner.eval: is not a setting of random-forest; legal: trees, ");
    assertThat(refusal(sample, "\"random-forest\"", "\"eval\""))
        .first()
        .asString()
        .startsWith("fits[0].learner.type: no learner is named eval; legal: ");
  }

  @Test
  void tasksThatTheSplitOrTheDataDoNotHaveAreRefused() {
    Sample sample = Sample.of(new LinearRegression(), DRAWN).putInto(store);
    assertThat(refusal(sample, "\"folds\":5", "\"folds\":4"))
        .containsExactly(
            "fits[0].tasks: a fold must be from 0 to 3, but was 4",
            "fits[1].tasks: a fold must be from 0 to 3, but was 4");
    assertThat(refusal(sample, "\"folds\":5", "\"folds\":501"))
        .containsExactly(
            "split.folds: must be from 2 to the number of observations, 500, but was 501");
    assertThat(refusal(sample, "\"treatment\":0", "\"treatment\":1"))
        .containsExactly("treatment: must be from 0 to 0, but was 1");
    assertThat(refusal(sample, "\"response\":\"y\"", "\"response\":\"income\""))
        .containsExactly("no outcome, treatment or instrument is named income; there are: y, dc");
    assertThat(refusal(sample, "\"stratify_by\":[]", "\"stratify_by\":[1,2,3,4,5,6,7,8,9]"))
        .containsExactly(
            "fits[0].stratify_by: must name at most 8 variables, but names 9",
            "fits[1].stratify_by: must name at most 8 variables, but names 9");
    assertThat(refusal(sample, "\"response\":\"y\"", "\"response\":\"" + "y".repeat(1001) + "\""))
        .containsExactly("fits[0].nuisance.response: must have at most 1000 letters, but has 1001");
  }

  @Test
  void tooManyTasksAndProblemsAreCutShort() {
    Sample sample = Sample.of(new LinearRegression(), DRAWN).putInto(store);
    String ids = "[0,0,1],".repeat(10_000) + "[0,0,1]";
    assertThat(refusal(sample, "\"tasks\":[", "\"tasks\":[" + ids + ","))
        .containsExactly("fits: must be a list of 1 to 10000 tasks in all, but has 20012");
    assertThat(refusal(sample, "\"tasks\":[", "\"tasks\":[" + "[0,9,1],".repeat(100)))
        .hasSize(21)
        .last()
        .isEqualTo("and 180 more problems");
  }

  @Test
  void keysOutsideTheRunsFolderAreRefused() {
    Sample sample = Sample.of(new LinearRegression(), DRAWN).putInto(store);
    assertThat(refusal(sample, "runs/test/results/", "runs/../data/results/"))
        .containsExactly("results: must be runs/NAME/results/, but was runs/../data/results/");
    assertThat(refusal(sample, sample.data().digest(), "../../etc/passwd"))
        .containsExactly("data: must be 64 hexadecimal digits, but was ../../etc/passwd");
  }

  @Test
  void aStoreThatMayAnswerLaterIsNoRefusal() {
    Sample sample = Sample.of(new LinearRegression(), DRAWN);
    ObjectStore busy = new BusyStore(true);
    assertThatThrownBy(() -> sample.answerOf(Sample.function(busy, 512)))
        .isInstanceOf(StoreException.class)
        .hasMessage("s3://busy failed: SlowDown (503)");
    assertThat(refusal(Sample.function(new BusyStore(false), 512), sample.batch().write()))
        .containsExactly("s3://busy failed: SlowDown (503)");
  }

  /** A store that never answers. */
  private record BusyStore(boolean mayPass) implements ObjectStore {

    private StoreException busy() {
      return new StoreException("s3://busy failed: SlowDown (503)", null, mayPass);
    }

    @Override
    public Optional<InputStream> open(String name) {
      throw busy();
    }

    @Override
    public boolean create(String name, Content content) {
      throw busy();
    }

    @Override
    public List<String> names(String prefix) {
      throw busy();
    }

    @Override
    public boolean has(String name) {
      throw busy();
    }

    @Override
    public String location(String name) {
      return name;
    }
  }
}
