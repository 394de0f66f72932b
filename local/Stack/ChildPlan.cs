namespace SegFunctions.Local.Stack;

/// <summary>How to start one process of the stack.</summary>
/// <param name="Name">For people, and of its log file.</param>
/// <param name="Program">On the path or absolute.</param>
/// <param name="Arguments">Not quoted.</param>
/// <param name="Settings">Laid over this process's environment.</param>
internal sealed record ChildPlan(string Name, string Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Settings);
