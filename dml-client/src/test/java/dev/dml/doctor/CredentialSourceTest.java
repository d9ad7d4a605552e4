package dev.dml.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.useragent.BusinessMetricFeatureId;

class CredentialSourceTest {

  private static Optional<String> words(BusinessMetricFeatureId id) {
    return CredentialSource.words(Optional.of(id.value()));
  }

  @Test
  void theCodesOfTheSdkHaveWords() {
    assertThat(words(BusinessMetricFeatureId.CREDENTIALS_ENV_VARS))
        .hasValue("environment variables");
    assertThat(words(BusinessMetricFeatureId.CREDENTIALS_SSO)).hasValue("aws sso login");
    assertThat(words(BusinessMetricFeatureId.CREDENTIALS_LOGIN)).hasValue("aws login");
    assertThat(words(BusinessMetricFeatureId.CREDENTIALS_IMDS))
        .hasValue("the metadata of an EC2 instance");
    assertThat(CredentialSource.words(Optional.of("n,o,i"))).hasValue("an assumed role");
  }

  @Test
  void whatIsNotKnownIsNotNamed() {
    assertThat(CredentialSource.words(Optional.of("?"))).isEmpty();
    assertThat(CredentialSource.words(Optional.empty())).isEmpty();
  }
}
