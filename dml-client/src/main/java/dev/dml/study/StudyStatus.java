package dev.dml.study;

import dev.dml.wire.PlainJson;
import dev.dml.wire.study.Study;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes how far a study is, for programs and other terminals. */
final class StudyStatus {

  private final Study study;
  private final StudyFolder folder;
  private final Instant began = Instant.now();

  StudyStatus(Study study, StudyFolder folder) {
    this.study = study;
    this.folder = folder;
  }

  void write(StudyProgress progress, String state) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schema", 1);
    tree.put("study", study.name());
    tree.put("state", state);
    tree.put("process", ProcessHandle.current().pid());
    tree.put("estimations", progress.total());
    tree.put("done", progress.done());
    tree.put("failed", progress.failed());
    tree.put("fits", progress.fitted());
    tree.put("shared_fits", progress.shared());
    tree.put("began", began.toString());
    tree.put("updated", Instant.now().toString());
    tree.put("elapsed_seconds", progress.elapsed().toMillis() / 1e3);
    tree.put("seconds_left", progress.left().map(left -> left.toMillis() / 1e3).orElse(null));
    tree.put("usd", progress.spent().map(usd -> usd.value()).orElse(null));
    folder.file("status.json").write(PlainJson.write(tree));
  }
}
