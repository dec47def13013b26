extension NewExperiment {
  /// The longest name, in code points.
  private static let nameLimit = 500
  /// The longest address, in code points. Source: `MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH`.
  private static let locationLimit = 2048

  func check() throws(RunStoreError) {
    try Self.check(name: name)
    if let artifactLocation {
      guard !artifactLocation.hasPrefix("runs:") else {
        throw .invalid("Artifact location cannot be a runs:/ URI. Given: '\(artifactLocation)'")
      }
      try TextLimit.check(artifactLocation, "artifact_location", atMost: Self.locationLimit)
    }
    for tag in tags { try tag.checkForExperiment() }
  }

  static func check(name: String) throws(RunStoreError) {
    guard !name.isEmpty else { throw .invalid("Invalid experiment name: ''") }
    try TextLimit.check(name, "name", atMost: nameLimit)
  }
}
