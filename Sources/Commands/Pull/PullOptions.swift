import Actions
import ArgumentParser

/// How a pull treats what is in its folder already.
struct PullOptions: ParsableArguments {
  @Flag(
    help:
      "Link files to the store's, read-only, if the file system can: this saves a second copy, but a change to one changes both."
  )
  var link = false

  @Flag(help: "Replace and remove files of the model that were edited, and whatever is in the way of a new one.")
  var force = false

  @Flag(
    help:
      "Write a new folder and exchange it with the old one in one step, so that a reader never sees half of two versions."
  )
  var swap = false

  var options: Pull.Options {
    var options = Pull.Options()
    (options.link, options.force, options.swap) = (link, force, swap)
    return options
  }
}
