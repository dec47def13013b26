import Actions
import Endpoints
import Manifests

extension WebRoute.Captures {
  /// The model that the path names, and no version of it.
  func onlyModel() throws -> ModelName {
    let (name, selector) = model
    guard selector == nil else { throw RequestError.notFound }
    return name
  }

  /// The version that the path names by its number: what is changed must not depend on what an alias means now.
  func version(_ context: PageContext) throws -> (name: ModelName, number: SemanticVersion) {
    let (name, selector) = model
    _ = try context.find.model(name)
    guard let selector, let number = SemanticVersion(selector) else {
      throw ActionFailure(.notFound, "this address needs a version by its number, as in \(name)@1.0.0")
    }
    return (name, try context.find.number(.version(number), of: name))
  }
}
