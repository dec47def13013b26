import Testing

@testable import MLflowAPI

@Suite struct ArtifactPathTests {
  @Test(arguments: ["a", "1/0123/artifacts/model/MLmodel", "a b/ü.txt", "..a/b..", "a/.hidden"])
  func takes(_ path: String) throws { #expect(try ArtifactPath(checking: path).text == path) }

  /// Source: MLflow's `validate_path_is_safe`, and what got past it.
  @Test(arguments: [
    "", "/", "/a", "a/", "a//b", "..", "a/../b", "./a", "a/.", "a/..", "a\\..\\b", "a\nb", "a\u{0}b", "\u{7f}",
    String(repeating: "a/", count: 600) + "a",
  ])
  func refuses(_ path: String) {
    #expect(throws: MLflowError(.invalidParameterValue, "Invalid path")) { try ArtifactPath(checking: path) }
  }
}
