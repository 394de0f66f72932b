namespace SegFunctions.Local.Stack;

/// <summary>A process of the stack ended although nobody asked it to.</summary>
/// <param name="Name">The name in its plan.</param>
/// <param name="ExitCode">128 and the signal's number when a signal ended it.</param>
/// <param name="Pause">Until it is started again.</param>
internal sealed record ChildExit(string Name, int ExitCode, TimeSpan Pause);
