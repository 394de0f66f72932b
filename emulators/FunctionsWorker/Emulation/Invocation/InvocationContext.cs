using Microsoft.Azure.Functions.Worker.Emulation.Discovery;

namespace Microsoft.Azure.Functions.Worker.Emulation.Invocation;

/// <param name="function">The function that runs.</param>
/// <param name="trigger">What started it, in the form that the trigger's binding knows.</param>
/// <param name="services">The invocation's scope.</param>
internal sealed class InvocationContext(
    FunctionDescriptor function, object trigger, IServiceProvider services, CancellationToken cancellationToken) : FunctionContext
{
    public FunctionDescriptor Function => function;

    public object Trigger => trigger;

    /// <summary>What the function returned, null for nothing or while it has not run.</summary>
    public object? Result { get; set; }

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => function.Definition.Id;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => function.Definition;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override CancellationToken CancellationToken => cancellationToken;
}
