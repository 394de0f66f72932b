namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>Stands around every invocation of every function.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <param name="context">The invocation.</param>
    /// <param name="next">What is inside; left out, the function does not run.</param>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
