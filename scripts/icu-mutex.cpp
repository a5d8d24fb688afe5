// ICU's locks (its common/umutex.cpp) for a shared library. Debian's libicuuc.a has them by std::call_once, in code that
// finds libstdc++'s thread-local variables at fixed places. A library with such code can't be loaded into a process that
// has used libstdc++ before, as Python with scikit-learn has: "cannot allocate memory in static TLS block". Locks that
// need no preparation do without.
#include <atomic>
#include <mutex>
#include <new>
#include <pthread.h>
#include <unicode/utypes.h>

namespace {

pthread_mutex_t preparation = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t isPrepared = PTHREAD_COND_INITIALIZER;

struct PreparationLock {
    PreparationLock() { pthread_mutex_lock(&preparation); }
    ~PreparationLock() { pthread_mutex_unlock(&preparation); }
};

} // namespace

U_NAMESPACE_BEGIN

// As ICU's common/umutex.h lays them out; code that uses these is in other objects of the archive.

struct UInitOnce {
    enum { unbegun, begun, done };
    std::atomic<int32_t> state;
    UErrorCode error;
};

class UMutex {
public:
    std::mutex *getMutex();
    static void cleanup();

private:
    alignas(std::mutex) char storage[sizeof(std::mutex)];
    std::atomic<std::mutex *> mutex;
    UMutex *next;
    static UMutex *gListHead;
};

UMutex *UMutex::gListHead = nullptr;

std::mutex *UMutex::getMutex() {
    if (auto made = mutex.load(std::memory_order_acquire)) return made;
    PreparationLock lock;
    auto made = mutex.load(std::memory_order_relaxed);
    if (!made) {
        made = new (storage) std::mutex();
        mutex.store(made, std::memory_order_release);
        next = gListHead;
        gListHead = this;
    }
    return made;
}

void UMutex::cleanup() {
    PreparationLock lock;
    while (auto one = gListHead) {
        gListHead = one->next;
        one->mutex.load()->~mutex();
        one->mutex.store(nullptr);
    }
}

// Whether the caller is to prepare what stands behind it; others wait until that is done.
U_COMMON_API UBool U_EXPORT2 umtx_initImplPreInit(UInitOnce &once) {
    PreparationLock lock;
    if (once.state.load() == UInitOnce::unbegun) {
        once.state.store(UInitOnce::begun);
        return true;
    }
    while (once.state.load() == UInitOnce::begun) pthread_cond_wait(&isPrepared, &preparation);
    return false;
}

U_COMMON_API void U_EXPORT2 umtx_initImplPostInit(UInitOnce &once) {
    PreparationLock lock;
    once.state.store(UInitOnce::done, std::memory_order_release);
    pthread_cond_broadcast(&isPrepared);
}

U_NAMESPACE_END

static U_NAMESPACE_QUALIFIER UMutex globalMutex;

U_CAPI void U_EXPORT2 umtx_lock(U_NAMESPACE_QUALIFIER UMutex *mutex) {
    (mutex ? mutex : &globalMutex)->getMutex()->lock();
}

U_CAPI void U_EXPORT2 umtx_unlock(U_NAMESPACE_QUALIFIER UMutex *mutex) {
    (mutex ? mutex : &globalMutex)->getMutex()->unlock();
}
