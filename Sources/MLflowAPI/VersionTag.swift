/// Tags of a version in which a manifest keeps what MLflow knows of it and the registry does not. Clients do not see them among the tags.
enum VersionTag {
  /// Where the client said that the files are: `models:/m-…`.
  static let source = "git-registry.mlflow.source"
  static let runLink = "git-registry.mlflow.runLink"
  static let loggedModel = "git-registry.mlflow.modelId"
  static let stage = "git-registry.mlflow.stage"

  static let all: Set = [source, runLink, loggedModel, stage]

  /// With which a client chooses the number.
  static let numbers = ["git-registry.version", "gitlab.version"]
}
