package import Manifests

/// What to do about a failure, if that is to give the request another value: a command line says it by its options, a server by its
/// fields.
package enum Remedy: Hashable, Sendable {
  case chooseAnotherCandidateID
  case giveReason
  case giveSourceRepository
  case nameRegistryFolder
  case readEarlierRevision
  case replaceCard(ModelName)
}
