import Testing

@testable import GitLabAPI

@Suite struct PackageReferenceTests {
  @Test(arguments: [
    ("17", PackageReference.number("17")), ("fraud/1.2.0", .version(model: "fraud", "1.2.0")),
    ("fraud/latest", .version(model: "fraud", "latest")), ("candidate:2f1e", .candidate("2f1e")),
    ("candidate:../x", .candidate("../x")),
  ]) func means(_ text: String, _ reference: PackageReference) { #expect(PackageReference(text) == reference) }

  @Test(arguments: ["", "/", "fraud", "fraud/", "/1.0.0", "a/b/c", "017", "+7", "1e3", "99999999999999999999", "files"])
  func namesNothing(_ text: String) { #expect(PackageReference(text) == nil) }
}
