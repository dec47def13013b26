import Manifests
import Testing

/// What follows `@` in a reference.
struct ReferenceTests {
  static let selectors: [(text: String, selector: Reference.Selector?)] = [
    ("champion", .alias("champion")), ("latest", .latest), ("candidate", .alias("candidate")),
    ("candidate:run-1", .candidate("run-1")), ("candidate:7f3a9c1e", .candidate("7f3a9c1e")),
    ("candidate:latest", .candidate("latest")), ("candidate:1", .candidate("1")), ("candidate:", nil),
    ("candidate:run.1", nil), ("candidate:a:b", nil), ("candidate: a", nil), ("Candidate:a", nil), ("", nil),
  ]

  @Test("is read, and written as it was", arguments: selectors)
  func reads(text: String, selector: Reference.Selector?) {
    let reference = Reference("Lab/m@\(text)")
    #expect(reference?.selector == selector)
    #expect(reference.map { "\($0)" } == selector.map { _ in "Lab/m@\(text)" })
  }

  @Test("needs a model", arguments: ["Lab@candidate:run-1", "@candidate:run-1", "candidate:run-1"])
  func needsModel(text: String) { #expect(Reference(text) == nil) }

  @Test(
    "reads and writes back",
    arguments: [
      "R", "R/M", "R/M@1.2.0", "R/M@1.2.0-rc.1+b", "R/M@champion", "R/M@latest", "R/M@^1.2", "R/M@1", "R/M@>=1.2 <2",
      "R/M@1.x || 3",
    ])
  func roundTrips(_ text: String) throws { #expect(try #require(Reference(text)).description == text) }

  @Test(
    "refuses",
    arguments: ["", "/", "R/", "R/M/", "R/M/N", "R@1.0.0", "R/M@", "R/M@a b", "R/M@@", "../x", "R/M@1.2.3.4", "R/M@^"])
  func refuses(_ text: String) { #expect(Reference(text) == nil) }
}
