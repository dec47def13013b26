extension NewLoggedModel {
  /// Characters that a name does not have, and how MLflow's message lists them.
  private static let badCharacters = "/:.%\"'"
  private static let badList = "('/', ':', '.', '%', '\"', \"'\")"

  /// The model's name.
  func checked() throws(RunStoreError) -> String {
    try NewRun.check(id: id)
    guard let name else { return RandomName.text(for: id) }
    let isSound = !name.isEmpty && !name.unicodeScalars.contains { Self.badCharacters.unicodeScalars.contains($0) }
    guard isSound else {
      throw .invalid(
        "Invalid model name (\(PythonLiteral.text(name))) provided. Model name must be a non-empty string "
          + "and cannot contain the following characters: \(Self.badList)")
    }
    return name
  }
}
