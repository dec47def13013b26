import Manifests
import Testing

@testable import MLflowAPI

/// Which folder a model gets that people call by free text.
@Suite struct ModelSlugTests {
  @Test(arguments: [
    ("fraud", "fraud"), ("Fraud.v2_b-c", "Fraud.v2_b-c"),
    ("Fraud detection (EU) – 2nd try", "Fraud-detection-EU-2nd-try"), ("  spaces  ", "spaces"),
    ("...dots...", "dots"), ("a/b:c@d", "a-b-c-d"), ("readme.md", "readme-md"), ("weights.lock", "weights-lock"),
    ("x.YAML", "x-YAML"), ("é", "model-"), ("感情分析", "model-"), ("", "model-"), ("---", "model-"),
  ])
  func slugs(_ name: String, _ slug: String) {
    let found = ModelSlug.of(name)
    if slug == "model-" {
      #expect(found.wholeMatch(of: /model-\d{8}/) != nil, "\(found)")
      #expect(ModelSlug.of(name) == found)
    } else {
      #expect(found == slug)
    }
    #expect(NameGrammar.model.accepts(found))
  }

  /// With a number behind it too.
  @Test func longNamesLeaveRoom() {
    for name in [String(repeating: "a", count: 128), String(repeating: "é b", count: 200)] {
      #expect(NameGrammar.model.accepts(ModelSlug.of(name) + "-1000000"))
    }
  }
}
