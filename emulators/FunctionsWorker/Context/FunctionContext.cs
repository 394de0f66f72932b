namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation.</summary>
public abstract class FunctionContext
{
    /// <summary>Unique to the invocation.</summary>
    public abstract string InvocationId { get; }

    /// <summary>Unique to the function, the same for each invocation.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The scope of the invocation.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>For middleware and function to leave things for each other.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Canceled when the caller has gone away or the host gives up waiting for the invocation.</summary>
    public virtual CancellationToken CancellationToken { get; }
}
