namespace SegFunctions.Connections;

/// <summary>Setting <c>ServiceBus</c> and its child: the namespace that holds both queues. One of the two is set.</summary>
public sealed class QueueConnection
{
    public const string Section = "ServiceBus";

    /// <summary>The value of <c>ServiceBus</c> itself.</summary>
    public string? ConnectionString { get; set; }

    /// <summary><c>ServiceBus__fullyQualifiedNamespace</c>, for Azure with an identity.</summary>
    public string? FullyQualifiedNamespace { get; set; }
}
