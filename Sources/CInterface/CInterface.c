#include "sentiment.h"
