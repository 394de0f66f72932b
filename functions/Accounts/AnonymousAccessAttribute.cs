namespace SegFunctions.Accounts;

/// <summary>Marks an HTTP function that needs no API key. Every other one does.</summary>
/// <param name="reason">Why that is safe.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AnonymousAccessAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}
