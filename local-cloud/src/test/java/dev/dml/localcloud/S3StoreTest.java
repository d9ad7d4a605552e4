package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.s3.S3Store;
import dev.dml.store.Content;
import dev.dml.store.ObjectStore;
import dev.dml.store.ObjectStoreContractTest;
import dev.dml.store.StoreException;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.s3.S3Client;

/** Buckets of a real server of S3's protocol, one for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3StoreTest extends ObjectStoreContractTest {

  private LocalCloud cloud;
  private int buckets;

  @BeforeAll
  void start() throws IOException {
    cloud = LocalCloud.start(Client.packagedFunction());
  }

  @AfterAll
  void stop() {
    cloud.close();
  }

  @Override
  protected ObjectStore store() {
    S3Client client = Client.store(cloud).client();
    String bucket = "contract-" + buckets++;
    client.createBucket(create -> create.bucket(bucket));
    return new S3Store(client, bucket);
  }

  @Test
  void aBucketThatDoesNotExistIsNamed() {
    S3Store store = new S3Store(Client.store(cloud).client(), "nowhere");
    assertThatThrownBy(() -> store.open("data/a"))
        .isInstanceOf(StoreException.class)
        .hasMessage("there is no bucket nowhere; deploy the stack or set backend.bucket")
        .matches(e -> !((StoreException) e).mayPass());
  }

  @Test
  void aServerThatIsGoneMayComeBack() throws IOException {
    S3Store store;
    try (LocalCloud shortLived = LocalCloud.start(Client.packagedFunction())) {
      store = Client.store(shortLived);
      assertThat(store.create("data/a", Content.of("a"))).isTrue();
    }
    assertThatThrownBy(() -> store.open("data/a"))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("s3://" + cloud.bucket() + "/data/a could not be reached: ")
        .matches(e -> ((StoreException) e).mayPass());
  }
}
