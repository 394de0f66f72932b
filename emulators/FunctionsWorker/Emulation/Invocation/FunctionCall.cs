using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Emulation.Invocation;

/// <summary>The innermost step of an invocation: make the class, fill the parameters, call the method, wait, keep what it returns.</summary>
internal sealed class FunctionCall
{
    private readonly ConcurrentDictionary<Type, ObjectFactory> _factories = new();

    // An orchestrator waits on its engine's own thread of control, so nothing here may configure its awaits away from it.
    public async Task RunAsync(FunctionContext context)
    {
        var invocation = (InvocationContext)context;
        var method = invocation.Function.Method;
        var arguments = invocation.Function.Binders.Select(bind => bind(invocation)).ToArray();
        var instance = method.IsStatic ? null : Create(method.DeclaringType!, invocation.InstanceServices);
        try
        {
            var returned = method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
            invocation.Result = await ResultOfAsync(returned, method.ReturnType);
        }
        finally
        {
            await DisposeAsync(instance);
        }
    }

    private object Create(Type type, IServiceProvider services) =>
        _factories.GetOrAdd(type, static type => ActivatorUtilities.CreateFactory(type, Type.EmptyTypes))(services, null);

    private static async Task<object?> ResultOfAsync(object? returned, Type declared)
    {
        if (returned is null)
        {
            return null;
        }

        var task = AsTask(returned, declared);
        if (task is null)
        {
            return returned;
        }

        await task;
        var value = declared.IsGenericType ? task.GetType().GetProperty(nameof(Task<object>.Result))!.GetValue(task) : null;
        return value;
    }

    /// <returns>Null for a value that there is nothing to wait for.</returns>
    private static Task? AsTask(object returned, Type declared) => returned switch
    {
        Task task => task,
        ValueTask task => task.AsTask(),
        _ when declared.IsGenericType && declared.GetGenericTypeDefinition() == typeof(ValueTask<>) =>
            (Task)declared.GetMethod(nameof(ValueTask<object>.AsTask))!.Invoke(returned, null)!,
        _ => null,
    };

    private static ValueTask DisposeAsync(object? instance)
    {
        if (instance is IAsyncDisposable disposable)
        {
            return disposable.DisposeAsync();
        }

        (instance as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }
}
