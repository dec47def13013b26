import Testing

@testable import MLflowAPI

/// Where a new version's files are, as clients say it.
@Suite struct ModelSourceTests {
  @Test(
    arguments: [
      ("models:/m-0123456789abcdef0123456789abcdef", .loggedModel("m-0123456789abcdef0123456789abcdef")),
      ("models:/sentiment/3", .version(model: "sentiment", "3")),
      ("models:/sentiment/1.2.0", .version(model: "sentiment", "1.2.0")),
      ("models:/sentiment@champion", .alias(model: "sentiment", "champion")),
      ("runs:/0123/model", .run("0123", path: "model")), ("runs:/0123/a/b/", .run("0123", path: "a/b")),
      ("runs:/0123", .run("0123", path: "")),
      ("mlflow-artifacts:/1/0123/artifacts/model", .path("1/0123/artifacts/model")),
      ("mlflow-artifacts:///1/0123", .path("1/0123")),
      ("mlflow-artifacts://host:5000/1/0123", .path("1/0123")),
      ("mlflow-artifacts:/", .elsewhere), ("s3://bucket/model", .elsewhere), ("file:///tmp/model", .elsewhere),
      ("/tmp/model", .elsewhere), ("", .elsewhere), ("models:/a/b/c", .elsewhere), ("models:/sentiment", .elsewhere),
      ("runs:/", .elsewhere),
    ] as [(String, ModelSource)])
  func reads(_ text: String, _ expected: ModelSource) { #expect(ModelSource(text) == expected) }
}
