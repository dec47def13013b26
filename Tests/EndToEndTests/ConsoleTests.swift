import Foundation
import TestSupport
import Testing

/// Whole flows with real git and git-lfs, written as documents: each command with exactly what it prints.
struct ConsoleTests {
  private static let folder = "Tests/EndToEndTests/Console"

  @Test(
    "runs and prints what it shows",
    arguments: try SourceTree.names(in: folder).map { "\(folder)/\($0)" } + [
      "README.md", "docs/compatibility.md", "docs/digest.md", "docs/reviews.md", "docs/serving-models.md",
      "docs/signatures.md",
    ])
  func runs(_ path: String) throws {
    let sandbox = try GitSandbox()
    sandbox.environment["SOURCE_DATE_EPOCH"] = "1795341600"
    sandbox.environment["SAMPLES"] = SourceTree.url("Tests/SampleModels").path
    let actual = try ConsoleDocument(try SourceTree.text(path)).run(in: sandbox)
    try expectSnapshot(actual, at: path)
    withExtendedLifetime(sandbox) {}
  }
}
